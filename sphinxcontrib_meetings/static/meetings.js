// Players start when clicked, and links to a time in their recording seek them.
(() => {
  "use strict";
  const YOUTUBE = "https://www.youtube-nocookie.com";
  const VIMEO = "https://player.vimeo.com";
  const query = (text) => new URLSearchParams(text.slice(1));
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const figures = [...document.querySelectorAll(".meetings-player")];
  const fileOf = (figure) => figure.querySelector("video, audio");
  const frameOf = (figure) => figure.querySelector("iframe");

  // The seconds in 754, 12m34s or 12:34, null for anything else.
  const seconds = (text) => {
    const units = text?.replace(/^(?:(\d+):)?(\d+):/, "0$1h$2m");
    const [all, h, m, s] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(units) || [];
    return all && !all[10] ? (h || 0) * 3600 + (m || 0) * 60 + +(s || 0) : null;
  };

  const starts = ["t", "start", ...figures.map(({ dataset }) => dataset.start)];
  const timeOf = ({ hash, search }) => {
    const asked = starts.map((name) => query(search).get(name));
    return seconds(query(hash).get("t") || asked.find(Boolean));
  };

  const siteOf = (link) =>
    link.hostname
      .replace(/^(www|m|music|player)\./, "")
      .replace(/^youtu(\.be|be-nocookie\.com)$/, "youtube.com");

  const pathOf = (address) => address.split("#")[0];
  const pathsOf = (figure) => [...figure.querySelectorAll("[src]")].map(({ src }) => pathOf(src));
  const nameOf = (figure) => figure.dataset.video || pathsOf(figure)[0].split("/").pop();
  // The player that a URL names, or the first one.
  const chosen = ({ hash }) =>
    figures.find((figure) => nameOf(figure) === query(hash).get("v")) || figures[0];

  const leadsInto = (link, figure) => {
    const address = pathOf(link.href);
    if (address === pathOf(location.href)) return figure === chosen(link);
    const { video } = figure.dataset;
    if (!video) return pathsOf(figure).includes(address);
    const parts = [...link.pathname.split("/"), query(link.search).get("v")];
    const own = figure.querySelector("a.meetings-play");
    return siteOf(link) === siteOf(own) && parts.includes(video);
  };

  const load = (figure, time) => {
    const url = new URL(figure.dataset.embed);
    if (time !== null && url.origin === VIMEO) url.hash = `t=${time}s`;
    else if (time !== null) url.searchParams.set(figure.dataset.start || "start", time);
    if (url.origin === YOUTUBE) {
      url.searchParams.set("enablejsapi", 1);
      if (location.origin !== "null") url.searchParams.set("origin", location.origin);
    }
    const frame = make("iframe", {
      title: figure.querySelector(".meetings-play-title").textContent,
      allow: "autoplay; encrypted-media; picture-in-picture; fullscreen",
      allowFullscreen: true,
      referrerPolicy: "strict-origin-when-cross-origin",
      src: url,
      onload: () => (frame.dataset.ready = ""),
    });
    figure.querySelector("button, iframe").replaceWith(frame);
    return frame;
  };

  // Seek a loaded player; return whether it supports that.
  const seek = (frame, time) => {
    const { origin } = new URL(frame.src);
    const say = (message) => frame.contentWindow.postMessage(JSON.stringify(message), origin);
    const command = (func, ...args) => say({ event: "command", func, args });
    if (origin === YOUTUBE) {
      command("seekTo", time, true);
      command("playVideo");
    } else if (origin === VIMEO) {
      say({ method: "setCurrentTime", value: time });
      say({ method: "play" });
    } else return false;
    return true;
  };

  // Play from a time in seconds, or from the player's own start if time is null.
  const play = (figure, time) => {
    const file = fileOf(figure);
    let frame = frameOf(figure);
    if (file) {
      if (time !== null) file.currentTime = time;
      file.play().catch(() => {});
    } else if (time === null || !frame || !("ready" in frame.dataset) || !seek(frame, time))
      frame = load(figure, time);
    (file || frame).focus({ preventScroll: true });
  };

  const show = (figure, instantly) => {
    const calm = instantly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    figure.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  };

  for (const figure of figures) {
    figure.style.cssText = figure.getAttribute("style"); // where a policy ignores it
    const link = figure.querySelector(".meetings-play");
    if (!link) continue;
    const button = make("button", { type: "button", className: link.className });
    button.append(...link.cloneNode(true).childNodes);
    const note = button.querySelector(".meetings-play-note");
    note.textContent = note.dataset.play;
    button.onclick = () => play(figure, seconds(figure.dataset.time));
    link.before(button);
    link.hidden = true; // shown again in print
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link?.pathname) return; // links in SVG have none
    const time = timeOf(link);
    if (time === null && !link.classList.contains("meetings-time")) return;
    const same = figures.filter((figure) => leadsInto(link, figure));
    const figure = same.find(frameOf) || same[0];
    if (!figure) return;
    event.preventDefault();
    play(figure, time);
    show(figure);
    if (time === null) return;
    const name = figure === figures[0] ? "" : `&v=${encodeURIComponent(nameOf(figure))}`;
    history.replaceState(history.state, "", `#t=${time}${name}`);
  });

  // The URL sets the start, but nothing is loaded before somebody plays it.
  const open = (event) => {
    const time = seconds(query(location.hash).get("t"));
    const figure = chosen(location);
    if (time === null || !figure) return;
    const file = fileOf(figure);
    if (frameOf(figure)) play(figure, time);
    else if (file) file.currentTime = time;
    else {
      figure.dataset.time = time;
      const clock = new Date(time * 1000).toISOString().slice(11, 19).replace(/^[0:]{1,4}/, "");
      figure.querySelector(".meetings-play-note").textContent = `Play recording from ${clock}`;
    }
    figure.querySelector("button, iframe, video, audio").focus({ preventScroll: true });
    show(figure, !event); // at first, scripts of themes may stop what moves
  };
  addEventListener("hashchange", open);
  open();
})();
