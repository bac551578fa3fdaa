// Panels that open above the composer: arrow keys move, Enter chooses, Escape closes and gives the focus back.

export class Panel {
  constructor(panel, opener) {
    this.panel = panel;
    this.opener = opener;
    this.chosen = -1;
    opener.addEventListener("click", () => (this.open ? this.close() : this.show()));
    panel.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("pointerdown", (event) => {
      if (this.open && !panel.contains(event.target) && !opener.contains(event.target)) this.close(false);
    });
  }

  get open() { return !this.panel.hidden; }
  get items() { return [...this.panel.children]; }

  // `items` are [nodes to show, what to do] pairs.
  fill(items) {
    this.panel.replaceChildren(...items.map(([nodes, act]) => {
      const made = document.createElement("button");
      made.type = "button";
      made.setAttribute("role", "menuitem");
      made.tabIndex = -1;
      made.append(...nodes);
      made.addEventListener("click", () => { this.close(); act(); });
      return made;
    }));
    this.chosen = -1;
  }

  show() {
    this.before?.();
    this.panel.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.choose(0);
    this.items[0]?.focus();
  }

  // Shows what fits while the focus stays in the composer.
  offer() {
    this.panel.hidden = false;
    this.choose(0);
  }

  close(giveBack = true) {
    if (!this.open) return;
    const within = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (giveBack && within) this.opener.focus();
  }

  choose(index) {
    const items = this.items;
    if (!items.length) return;
    this.chosen = (index + items.length) % items.length;
    items.forEach((item, at) => item.classList.toggle("chosen", at === this.chosen));
    items[this.chosen].scrollIntoView({ block: "nearest" });
  }

  move(step) { this.choose(this.chosen + step); }

  onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1, Home: -this.chosen, End: this.items.length - 1 - this.chosen };
    if (event.key in steps) {
      event.preventDefault();
      this.chosen = this.items.indexOf(document.activeElement);
      this.move(steps[event.key]);
      this.items[this.chosen].focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") this.close(false);
  }
}
