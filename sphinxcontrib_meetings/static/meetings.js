// Players start on a click, and links into their video seek them.
(() => {
  "use strict";
  const HOST = "https://www.youtube-nocookie.com";

  // What a link of YouTube's means: { id, time }, time in seconds or null.
  const read = (link) => {
    const host = link.hostname.replace(/^(www|m|music)\./, "");
    const path = link.pathname.split("/");
    const query = new URLSearchParams(link.search);
    let id;
    if (host === "youtu.be") id = path[1];
    else if (/^youtube(-nocookie)?\.com$/.test(host)) id = query.get("v") || path[2];
    const time = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(
      query.get("t") || query.get("start") || "",
    );
    const [, h, m, s] = time && time[0] ? time : [];
    return { id, time: time && time[0] ? (h || 0) * 3600 + (m || 0) * 60 + +(s || 0) : null };
  };

  const say = (frame, func, ...args) =>
    frame.contentWindow.postMessage(JSON.stringify({ event: "command", func, args }), HOST);

  const load = (figure, time) => {
    const url = new URL(figure.dataset.embed);
    if (time !== null) url.searchParams.set("start", time);
    url.searchParams.set("enablejsapi", 1);
    if (location.origin !== "null") url.searchParams.set("origin", location.origin);
    const frame = document.createElement("iframe");
    frame.title = figure.querySelector(".meetings-play-title").textContent;
    frame.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = url;
    frame.addEventListener("load", () => (frame.dataset.ready = ""));
    figure.querySelector("button, iframe").replaceWith(frame);
    return frame;
  };

  // Play from a second, or from the player's own start if time is null.
  const play = (figure, time) => {
    let frame = figure.querySelector("iframe");
    if (frame && "ready" in frame.dataset && time !== null) {
      say(frame, "seekTo", time, true);
      say(frame, "playVideo");
    } else frame = load(figure, time);
    frame.focus({ preventScroll: true });
  };

  const figures = [...document.querySelectorAll(".meetings-player")];

  for (const figure of figures) {
    const link = figure.querySelector(".meetings-play");
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.append(...link.cloneNode(true).childNodes);
    const note = button.querySelector(".meetings-play-note");
    note.textContent = note.dataset.play;
    button.addEventListener("click", () => play(figure, null));
    link.before(button);
    link.hidden = true; // print shows it again
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link) return;
    const { id, time } = read(link);
    if (!id || (time === null && !link.classList.contains("meetings-time"))) return;
    const same = figures.filter((figure) => figure.dataset.video === id);
    const figure = same.find((one) => one.querySelector("iframe")) || same[0];
    if (!figure) return;
    event.preventDefault();
    play(figure, time);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    figure.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  });
})();
