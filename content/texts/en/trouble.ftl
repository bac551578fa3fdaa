# When something goes wrong on our side, and small things that the chat itself needs.

trouble-ours =
    Something went wrong on our side. Your answers are kept; please try again in a few minutes.

    If you have chest pain, trouble breathing, new weakness or numbness, or lose control of bladder or bowel, do not wait for me: call for help now.

    If you tell whoever runs this chat: { $reference }
trouble-too-fast = You are faster than I am. I read no more for a few seconds; then please go on.

location-ask = Or share where you are. I only look up the time zone.
location-button = 📍 Share my location
location-closed = Thank you.
