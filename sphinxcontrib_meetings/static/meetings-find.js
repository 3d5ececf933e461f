// A search box above a transcript, which shows only the turns that match.
(() => {
  "use strict";
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const turns = [...document.querySelectorAll(".meetings-transcript .meetings-turn")];
  if (!turns.length) return;
  const input = make("input", { type: "search" });
  const count = make("output", { ariaLive: "polite" });
  const label = make("label", { className: "meetings-find" });
  label.append("Find in transcript ", input, count);
  (turns[0].closest(".meetings-part") || turns[0]).before(label);
  input.oninput = () => {
    const words = input.value.trim();
    const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "giu");
    const ranges = [];
    for (const turn of turns) {
      turn.hidden = turn.textContent.search(pattern) < 0;
      const texts = document.createTreeWalker(turn, NodeFilter.SHOW_TEXT);
      while (words && texts.nextNode())
        for (const { index, 0: { length } } of texts.currentNode.data.matchAll(pattern)) {
          const range = new Range();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + length);
          ranges.push(range);
        }
    }
    const found = turns.filter((turn) => !turn.hidden).length;
    count.textContent = words && `${found} of ${turns.length} turns`;
    if (self.Highlight) CSS.highlights.set("meetings-found", new Highlight(...ranges));
  };
  input.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    input.value = "";
    input.oninput();
  };
})();
