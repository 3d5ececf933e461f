// Above a transcript: a search box and a choice of speakers, which leave only the turns that match,
// and buttons from hit to hit. Words that Sphinx's search has led here with are looked for at once.
(() => {
  "use strict";
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const turns = [...document.querySelectorAll(".meetings-transcript .meetings-turn")];
  if (!turns.length) return;
  const parts = new Set(turns.map((turn) => turn.closest(".meetings-transcript")));
  const input = make("input", { type: "search" });
  const count = make("output", { ariaLive: "polite" });
  const place = make("span", { role: "status" });
  const step = (text, name) =>
    make("button", { type: "button", textContent: text, ariaLabel: name, disabled: true });
  const previous = step("↑", "Previous hit");
  const next = step("↓", "Next hit");
  const label = make("label");
  label.append("Find in transcript ", input);
  const box = make("div", { className: "meetings-find", role: "search" });
  box.append(label, previous, next, count, place);
  (turns[0].closest(".meetings-part") || turns[0]).before(box);

  const nameOf = (turn) =>
    (turn.querySelector(".meetings-speaker")?.textContent || "").replace(/[\s:]+$/, "");
  const names = [...new Set(turns.map(nameOf).filter(Boolean))];
  const speaker = make("select", { ariaLabel: "Speaker" });
  speaker.append(new Option("Everyone", ""), ...names.map((name) => new Option(name)));
  if (names.length > 1) label.after(speaker);

  const mark = (name, ranges) => {
    if (self.Highlight) CSS.highlights.set(name, new Highlight(...ranges));
  };
  const patternOf = (words) =>
    new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|"), "giu");
  let hits = [];
  let current = -1;

  // Leave the turns of the speaker in which one of *words* is.
  const find = (words) => {
    const pattern = patternOf(words);
    hits = [];
    current = -1;
    for (const turn of turns) {
      const isOther = speaker.value && nameOf(turn) !== speaker.value;
      turn.hidden = isOther || turn.textContent.search(pattern) < 0;
      if (turn.hidden || !words.length) continue;
      const texts = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
      while (texts.nextNode())
        for (const { index, 0: { length } } of texts.currentNode.data.matchAll(pattern)) {
          const range = new Range();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + length);
          hits.push(range);
        }
    }
    for (const part of parts) {
      const head = part.previousElementSibling;
      if (head?.matches(".rubric")) head.hidden = !part.querySelector(".meetings-turn:not([hidden])");
    }
    const found = turns.filter((turn) => !turn.hidden).length;
    const asked = words.length || speaker.value;
    count.textContent = asked ? `${found} of ${turns.length} turns` : "";
    place.textContent = "";
    previous.disabled = next.disabled = !hits.length;
    mark("meetings-found", hits);
    mark("meetings-hit", []);
    return found;
  };
  const typed = () => find([input.value.trim()].filter(Boolean));

  const go = (by) => {
    if (!hits.length) return;
    current = current < 0 && by < 0 ? hits.length - 1 : (current + by + hits.length) % hits.length;
    mark("meetings-hit", [hits[current]]);
    place.textContent = `Hit ${current + 1} of ${hits.length}`;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "instant" : "smooth";
    hits[current].startContainer.parentElement.scrollIntoView({ block: "center", behavior });
  };

  input.oninput = typed;
  speaker.onchange = typed;
  previous.onclick = () => go(-1);
  next.onclick = () => go(1);
  input.onkeydown = (event) => {
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    if (event.key !== "Escape") return;
    input.value = "";
    typed();
  };

  let asked = new URLSearchParams(location.search).get("highlight");
  try {
    // Sphinx takes it away once the page is ready
    asked ||= localStorage.getItem("sphinx_highlight_terms");
  } catch {
    // not allowed here
  }
  const words = (asked || "").split(/\s+/).filter(Boolean);
  // after Sphinx has marked them in its own way
  if (words.length)
    addEventListener("load", () => {
      if (turns.every((turn) => turn.textContent.search(patternOf(words)) < 0)) return;
      input.value = words.join(" ");
      find(words);
    });
})();
