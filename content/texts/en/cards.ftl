# The questions of the triage. card-<id>: the question; -why: one sentence; -label: its button in an overview; -line: its
# line in an overview. Whoever does not tick a line has said no to all of it: the line names every sign of its group.

## Opening
card-where = <b>Where does it hurt most?</b>
card-where-why = The place decides which danger signs I ask about and which routine may help.
card-elsewhere_site = <b>It hurts somewhere else: where?</b> Tap what comes closest.
card-elsewhere_site-why = I have no routine for these places, but I can tell you how soon it should be checked.
card-side = <b>On which side is it?</b>
card-side-why = Some problems hurt on one side only, and others matter more when both sides hurt.
card-cause = <b>What do you think it came from?</b> Tap what comes closest.
card-cause-why = A clear cause makes harmless pain more likely, and it decides which routine fits.
card-since = <b>How long have you had this pain?</b> Tap what comes closest, or type it, for example: 5 days.
card-since-why = A danger sign that is new counts more than one you have had for long, and new injuries need rest first.
card-pain = <b>How strong is the pain right now?</b> 0 is no pain, 10 is the worst you can imagine.
card-pain-why = Very strong pain should be seen by someone, and the number lets us see later if it gets better.
card-onset = <b>How did it begin?</b> Suddenly means that you know the moment. Slowly means over hours, days or longer.
card-onset-why = Pain or weakness that strikes from one moment to the next can have a more serious cause.
card-known = <b>Is that still true?</b>
card-known-why = Age, illnesses and medicines decide how likely a danger is and how hard to press, and nobody should have to tell them twice.
card-deciding = <b>This decides how quickly help is needed.</b> Is any of it so? Tick all that fit.
card-deciding-why = Together with what was told so far, one of these can mean that help is needed at once.
card-age = <b>How old are you?</b> Please type your age in years, for example: 45.
card-age-why = Some signs mean more at certain ages, and under 16 this guide is not the right help.

## Now: what cannot wait
card-now = <b>Do you have any of these now, or did you in the last few days?</b> Tick a line if one thing in it fits.
card-now-why = These are rare, but they need help within hours, so I ask everyone about them first.

card-chest = <b>Chest and breathing:</b> what is it? Tick all that fit.
card-chest-why = Such signs can come from the heart or the lungs, also when the pain is felt somewhere else.
card-chest-label = Chest or breath
card-chest-line = <b>Chest or breath:</b> pain, tightness or pressure in the chest, new shortness of breath, coughing up blood

card-spreading = <b>Pain that spreads or comes with effort:</b> which one is it? Tick all that fit.
card-spreading-why = Pain from the heart can be felt in the arm, neck, jaw or back, even with no pain in the chest.
card-spreading-label = Spreading or effort
card-spreading-line = <b>Spreading or effort:</b> pain from chest or back into arm, neck or jaw; shoulder, arm, neck or jaw pain on effort that goes with rest

card-faint = <b>Faint or confused:</b> what happened? Tick all that fit.
card-faint-why = These show that the heart, the brain or the whole body may be in trouble.
card-faint-label = Faint or confused
card-faint-line = <b>Faint or confused:</b> passed out or nearly, cold sweat or clammy skin with the pain, new confusion or very drowsy, a fit (seizure)

card-stroke = <b>Face, speech, sight, headache:</b> what is different? Tick all that fit.
card-stroke-why = With these signs the brain or the eyes may be in danger, and minutes count.
card-stroke-label = Face, speech, sight
card-stroke-line = <b>Face, speech, sight:</b> one side of the face droops, slurred speech or lost words, double vision or lost sight, sudden worst headache ever

card-neck_head = <b>Neck and head together:</b> what is it? Tick all that fit.
card-neck_head-why = Some neck and head pain comes from an infection or an artery, and then nobody should press the neck.
card-neck_head-label = Neck and head
card-neck_head-line = <b>Neck and head:</b> neck too stiff to bend plus headache or light hurting; neck pain with a new kind of headache, spinning, faintness or trouble swallowing

card-artery = <b>Blood vessels:</b> what is it? Tick all that fit.
card-artery-why = These can come from a large artery that is torn, stretched or blocked; a known bulge makes that likelier.
card-artery-label = Blood vessels
card-artery-line = <b>Blood vessels:</b> sudden tearing chest, back or belly pain, beating or a lump in the belly, a known artery bulge, a limb suddenly cold, pale or blue

card-saddle = <b>Bladder, bowel and feeling between the legs:</b> what has changed? Tick all that fit.
card-saddle-why = Nerves at the bottom of the spine may be squeezed, and quick help can prevent lasting harm.
card-saddle-label = Between the legs
card-saddle-line = <b>Between the legs:</b> numb or odd feeling there; new trouble passing, feeling or holding urine; new loss of bowel control, sexual feeling or function

card-muscle = <b>Muscle and urine:</b> what is it? Tick all that fit.
card-muscle-why = A muscle can swell so much that its blood is cut off, or break down and harm the kidneys.
card-muscle-label = Muscle or urine
card-muscle-line = <b>Muscle or urine:</b> very strong pain in a hard, tight, swollen muscle, worse on stretching it; urine like cola or tea after hard exercise or a crush

card-dark_thoughts = <b>Pain can make life feel too heavy. Do you have thoughts like this?</b> It is all right to say so here.
card-dark_thoughts-why = Many people in pain have such thoughts, and then talking to a person today helps more than I can.
card-dark_thoughts-label = Thoughts of self-harm
card-dark_thoughts-line = <b>Thoughts of self-harm</b> or of ending your life. It is all right to say so here.

## Today: what cannot wait a day
card-today = <b>And any of this?</b> Tick a line if one thing in it fits.
card-today-why = These can be signs of an infection, a clot, a squeezed nerve, an ill organ or a broken bone, and such things should not wait.

card-power_legs = <b>Legs and walking:</b> what is new? Tick all that fit.
card-power_legs-why = A nerve that makes a leg weak, or signs in both legs, should be checked soon to prevent lasting harm.
card-power_legs-label = Weak leg, both legs
card-power_legs-line = <b>Weak leg, both legs:</b> a leg newly weak, a foot that slaps or will not lift, pain, numbness or weakness in both legs, new unsteady walk, heavy legs

card-power_arms = <b>Arms and hands:</b> what is new? Tick all that fit.
card-power_arms-why = Weak arms, clumsy hands or electric shocks can come from nerves in the neck that need a check.
card-power_arms-label = Weak arm or hand
card-power_arms-line = <b>Weak arm or hand:</b> an arm or hand newly weak, clumsy hands, dropping things, electric shocks down the body on bending the neck

card-shooting = <b>Shooting pain, tingling or a tight band:</b> what do you feel? Tick all that fit.
card-shooting-why = These can come from an irritated nerve, which mostly settles but should not be pressed hard.
card-shooting-label = Nerve pain
card-shooting-line = <b>Nerve pain:</b> shooting down a leg to below the knee or down an arm, tingling or numbness in a limb, or like a tight belt round chest or belly


card-fever_ill = <b>Fever and feeling ill:</b> what do you have? Tick all that fit.
card-fever_ill-why = Ordinary muscle or joint pain gives no fever, so these can mean an infection.
card-fever_ill-label = Fever or very ill
card-fever_ill-line = <b>Fever or very ill:</b> 38 °C or more or feeling feverish, shivering you cannot stop, feeling seriously ill

card-skin = <b>Skin and bruises:</b> what do you see? Tick all that fit.
card-skin-why = Some rashes, wounds and bruises need treatment within a day, and ill skin must not be pressed.
card-skin-label = Skin, wound or bruise
card-skin-line = <b>Skin, wound or bruise:</b> painful blisters, hot red skin that spreads, a rash that does not fade when pressed, a wound or burn, a large bruise

card-calf = <b>Swollen leg or arm:</b> what do you see or feel? Tick all that fit.
card-calf-why = A blood clot in a leg or an arm can look like this, and pressing or rolling could break it loose.
card-calf-label = Swollen leg or arm
card-calf-line = <b>Swollen leg or arm:</b> one calf, leg or arm more swollen than the other, an arm heavy or bluish, a calf warm, red or tender along a vein

card-breath = <b>Breathing in:</b> does this fit? Tick it if it does.
card-breath-why = Pain that stabs with each breath can come from the lung or from a clot, not from a muscle.
card-breath-label = Pain on breathing in
card-breath-line = <b>Pain on breathing in:</b> a sharp, stabbing pain with each breath

card-joint = <b>Swollen joints:</b> what do you see or feel? Tick all that fit.
card-joint-why = A hot joint can be infected, and several swollen joints do best with early treatment.
card-joint-label = Swollen joint
card-joint-line = <b>Swollen joint:</b> one that is hot, swollen, red and hard to move, or several joints that are swollen

card-belly = <b>Belly and vomiting:</b> what do you have? Tick all that fit.
card-belly-why = Organs in the belly can be felt as pain in the back, hip or shoulder.
card-belly-label = Belly or vomiting
card-belly-line = <b>Belly or vomiting:</b> pain in the belly as well, or vomiting again and again

card-urine = <b>Urine, side and testicles:</b> what do you have? Tick all that fit.
card-urine-why = Kidneys, bladder and testicles can hurt in the back, side or groin and need their own treatment.
card-urine-label = Urine or testicle
card-urine-line = <b>Urine or testicle:</b> waves of pain from the side to the groin, blood in the urine, burning or frequent urination, a sore or swollen testicle

card-lasting = <b>Weight, nights and lumps:</b> what do you notice? Tick all that fit.
card-lasting-why = One of these is mostly harmless, but together they can show an illness that a doctor should look for.
card-lasting-label = Weight, nights, lump
card-lasting-line = <b>Weight, nights, lump:</b> weight loss without trying, drenching night sweats, night pain no position eases, constant growing pain, new or growing lump

card-temple = <b>Temple, scalp and jaw:</b> what do you feel? Tick all that fit.
card-temple-why = From about 50 on, an artery of the head can be inflamed, and quick treatment protects your sight.
card-temple-label = Temple or jaw
card-temple-line = <b>Temple or jaw:</b> a new headache at the temple, a tender scalp, or a jaw that aches on chewing

card-accident_how = <b>A hard hit or fall:</b> what happened? Tick all that fit.
card-accident_how-why = After a hard accident a bone or the head can be hurt even if it does not feel bad.
card-accident_how-label = Hard hit or fall
card-accident_how-line = <b>Hard hit or fall,</b> also weeks ago: crash at speed, thrown off, rolled over, fall from over 1 m or 5 stairs, a dive, a heavy object; a hit to the head

card-small_accident = <b>A smaller accident:</b> was there one? Tick it if it fits.
card-small_accident-why = Even a small accident can break a weak bone, and fresh injuries need some days without pressing.
card-small_accident-label = Smaller fall or twist
card-small_accident-line = <b>Smaller fall or twist</b> behind this pain, also weeks ago: a trip or lesser fall, a knock, a twist

card-limb_bone = <b>Walking, shape and bone:</b> what do you notice? Tick all that fit.
card-limb_bone-why = These can mean that a bone is broken or cracked or a joint is out of place.
card-limb_bone-label = Walking or bone
card-limb_bone-line = <b>Walking or bone:</b> cannot take four steps or bend a hurt knee to a right angle, a limb out of shape, sharp pain on the bone where hurt or after training

card-joint_tear = <b>Joint, arm or heel:</b> what happened? Tick all that fit.
card-joint_tear-why = Something inside may be torn, and some tears heal better if they are treated early.
card-joint_tear-label = Joint, arm or heel
card-joint_tear-line = <b>Joint, arm or heel:</b> a pop, then swelling; joint stuck or giving way; arm will not lift or turn since an injury; snap or blow at back of heel

card-spine_bone = <b>Neck and spine:</b> what do you notice? Tick all that fit.
card-spine_bone-why = These can mean that a bone of the neck or back is hurt, and then nobody should press there.
card-spine_bone-label = Neck turn or spine
card-spine_bone-line = <b>Neck turn or spine:</b> head will not turn halfway since an injury, sharp pain on pressing the spine bone, a new bend or hump, loss of height


## History
card-history = <b>About your health: is any of this true for you?</b> Tick a line if one thing in it fits.
card-history-why = Some illnesses and medicines make a danger more likely or mean that pressing must be gentle.

card-cancer = <b>Cancer:</b> is this true for you? Tick it if it fits.
card-cancer-why = After cancer, most pain is harmless, but it is worth a check before it is treated at home.
card-cancer-label = Cancer
card-cancer-line = <b>Cancer</b> now or at any time, even long ago

card-bones = <b>Bones and tendons:</b> what is true for you? Tick all that fit.
card-bones-why = Weak or healing bones can crack and weak tendons tear under pressure, so we go gently or not at all.
card-bones-label = Weak bone or tendon
card-bones-line = <b>Weak bone or tendon:</b> weak bones, a break from a minor fall or not yet healed, steroid tablets for 3 months, an antibiotic like ciprofloxacin

card-immune = <b>Infections and defences:</b> what is true for you? Tick all that fit.
card-immune-why = With these an infection can reach a bone or joint more easily, sometimes without fever.
card-immune-label = Infection risk
card-immune-line = <b>Infection risk:</b> weak immunity (HIV, transplant, chemo, long-term steroids), serious infection lately, injecting drugs, tuberculosis or contact with it

card-operations = <b>Operations and devices:</b> what is true for you? Tick all that fit.
card-operations-why = The place may still be healing, or hold something that must not be pressed.
card-operations-label = Operation or implant
card-operations-line = <b>Operation or implant:</b> recent spine operation or injection; where it hurts: surgery in the last 3 months, artificial joint, pacemaker, pump, metal

card-blood = <b>Blood, clots and veins:</b> what is true for you? Tick all that fit.
card-blood-why = These tell me how likely a clot or a deep bruise is, and how gentle pressure must be.
card-blood-label = Blood or clots
card-blood-line = <b>Blood or clots:</b> blood thinners, easy bleeding, past clot, varicose veins here; in the last 4 weeks: surgery, plaster cast, bed rest or long travel

card-artery_history = <b>Blood pressure:</b> is this true for you? Tick it if it fits.
card-artery_history-why = Sudden pain in the back or chest can then come from the main artery, and hard pressure is not for you.
card-artery_history-label = Blood pressure
card-artery_history-line = <b>Blood pressure:</b> very high and not under control

card-pregnancy = <b>Pregnancy and birth:</b> is one of these true for you? Tick it if it fits.
card-pregnancy-why = In pregnancy and soon after it some pain needs help sooner, and pressure stays gentle and away from some places.
card-pregnancy-label = Pregnancy, birth
card-pregnancy-line = <b>Pregnancy, birth:</b> pregnant or might be, gave birth in the last six weeks

card-feeling = <b>Diabetes with less feeling:</b> is this true for you? Tick it if it fits.
card-feeling-why = Skin that feels less cannot warn you of too much pressure or of a wound.
card-feeling-label = Diabetes, numbness
card-feeling-line = <b>Diabetes, numbness:</b> diabetes with less feeling in the feet, legs, hands or arms

card-joints_tissue = <b>Known conditions:</b> what has a doctor found? Tick all that fit.
card-joints_tissue-why = Known conditions explain some signs, and some of them need a lighter touch.
card-joints_tissue-label = Known conditions
card-joints_tissue-line = <b>Known conditions:</b> osteoarthritis, rheumatoid or similar arthritis, psoriasis, inflamed eye or bowel, very loose joints or tissue, fibromyalgia

## Asked one by one
card-child_limp = <b>Does the child limp,</b> refuse to walk, or not use an arm or leg? Tick it if it fits.
card-child_limp-why = A limping child can have an infected joint or a hip that has slipped, and both need help soon.
card-child_limp-label = Limping child
card-child_limp-line = <b>Limping child:</b> limps, will not walk, or will not use an arm or leg
card-smoking = <b>Do you smoke,</b> or did you smoke for years? Tick it if it fits.
card-smoking-why = In people who smoke, pain around chest and shoulder comes from the lung a little more often.
card-smoking-label = Smoking
card-smoking-line = <b>Smoking,</b> now or for years

## Course
card-course = <b>And is there any of this about the pain itself, your nerves, skin, bones or joints?</b> Tick a line if one thing in it fits.
card-course-why = How pain changes with time and movement, and what shows beside it, tells if self-care is enough.

card-stiffness = <b>Stiffness and walking:</b> what do you notice? Tick all that fit.
card-stiffness-why = Long stiffness can come from an inflammation, and pain that stops on standing still from too little blood.
card-stiffness-label = Stiffness or walking
card-stiffness-line = <b>Stiffness or walking:</b> stiff over 30 minutes each morning, both shoulders or hips; eases with exercise, not rest; leg pain that stops on standing still


card-going = <b>How it goes:</b> what is true? Tick all that fit.
card-going-why = Pain that grows, stays or stops your daily life needs more help than I can give.
card-going-label = Worse, stuck or again
card-going-line = <b>Worse, stuck or again:</b> clearly worse lately, no better after 6 weeks of self-care, you cannot work, sleep or manage alone; or it came before and left

