// Players start when clicked, and links to a time in their recording seek them. One that plays
// stays in a corner while the reader is elsewhere, and what it plays is marked in the page.
(() => {
  "use strict";
  const YOUTUBE = "https://www.youtube-nocookie.com";
  const VIMEO = "https://player.vimeo.com";
  const MINI = "meetings-mini";
  const query = (text) => new URLSearchParams(text.slice(1));
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const figures = [...document.querySelectorAll(".meetings-player")];
  const fileOf = (figure) => figure.querySelector("video, audio");
  const frameOf = (figure) => figure.querySelector("iframe");
  const stageOf = (figure) => figure.querySelector(".meetings-stage");

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

  // A link of ours in SVG has no parts of its address.
  const partsOf = (link) =>
    link.closest(".meetings-bar") ? make("a", { href: link.getAttribute("href") }) : link;

  const leadsInto = (link, figure) => {
    const address = pathOf(link.href);
    if (address === pathOf(location.href)) return figure === chosen(link);
    const { video } = figure.dataset;
    if (!video) return pathsOf(figure).includes(address);
    const parts = [...link.pathname.split("/"), query(link.search).get("v")];
    const own = figure.querySelector("a.meetings-play");
    return siteOf(link) === siteOf(own) && parts.includes(video);
  };

  const send = (frame, message) =>
    frame.contentWindow.postMessage(JSON.stringify(message), new URL(frame.src).origin);

  // Ask a loaded player to say, again and again, which second it plays.
  const listen = (frame, tries = 20) => {
    const { origin } = new URL(frame.src);
    if (!frame.isConnected || "heard" in frame.dataset || !tries) return;
    if (origin === YOUTUBE) send(frame, { event: "listening", id: 1, channel: "widget" });
    else if (origin === VIMEO) send(frame, { method: "addEventListener", value: "timeupdate" });
    else return;
    setTimeout(listen, 500, frame, tries - 1);
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
      onload: () => {
        frame.dataset.ready = "";
        listen(frame);
      },
    });
    figure.querySelector("button.meetings-play, iframe").replaceWith(frame);
    return frame;
  };

  // Seek a loaded player; return whether it supports that.
  const seek = (frame, time) => {
    const { origin } = new URL(frame.src);
    const command = (func, ...args) => send(frame, { event: "command", func, args });
    if (origin === YOUTUBE) {
      command("seekTo", time, true);
      command("playVideo");
    } else if (origin === VIMEO) {
      send(frame, { method: "setCurrentTime", value: time });
      send(frame, { method: "play" });
    } else return false;
    return true;
  };

  // What is marked: chapters and turns

  const marks = new Map();
  const marksOf = (figure) => {
    if (!marks.has(figure)) {
      const groups = { turns: [], bar: [], chapters: [] };
      const links = ".meetings-chapters a, .meetings-bar a, .meetings-turn-head a.meetings-time";
      for (const link of document.querySelectorAll(links)) {
        const parts = partsOf(link);
        const time = timeOf(parts);
        if (time === null || !leadsInto(parts, figure)) continue;
        const turn = link.closest(".meetings-turn");
        const group = turn ? groups.turns : parts === link ? groups.chapters : groups.bar;
        group.push({ time, element: turn || link });
      }
      for (const group of Object.values(groups)) group.sort((a, b) => a.time - b.time);
      marks.set(figure, groups);
    }
    return marks.get(figure);
  };

  // Mark what *figure* plays at a second; null for nothing.
  const follow = (figure, now) => {
    const groups = marksOf(figure);
    for (const group of Object.values(groups)) {
      const current =
        now === null ? undefined : group.findLast(({ time }) => time <= now + 0.5)?.element;
      if (current === group.current) continue;
      group.current?.removeAttribute("aria-current");
      current?.setAttribute("aria-current", "true");
      group.current = current;
    }
    figure.now = now;
    const chapter = groups.chapters.current || groups.bar.current;
    title.textContent = chapter?.textContent || chapter?.ariaLabel || nameOfPlayer(figure);
  };

  addEventListener("message", ({ source, origin, data }) => {
    const figure = figures.find((one) => frameOf(one)?.contentWindow === source);
    const frame = figure && frameOf(figure);
    if (!frame || origin !== new URL(frame.src).origin) return;
    let said = data;
    try {
      if (typeof data === "string") said = JSON.parse(data);
    } catch {
      return;
    }
    frame.dataset.heard = "";
    if (said?.event === "ready") {
      delete frame.dataset.heard;
      listen(frame, 1);
    }
    const time = origin === YOUTUBE ? said?.info?.currentTime : said?.data?.seconds;
    if (Number.isFinite(time)) follow(figure, time);
  });

  // The player that was started last stays in a corner while it is out of view

  let active = null;
  let reader = null; // the link that made it play
  const nameOfPlayer = (figure) =>
    (figure.querySelector(".meetings-play-title") || {}).textContent ||
    fileOf(figure)?.ariaLabel ||
    "";
  const title = make("span", { className: "meetings-mini-title" });
  const back = make("button", { type: "button", textContent: "To the player" });
  const end = make("button", { type: "button", textContent: "Close" });
  const bar = make("div", { className: "meetings-mini-bar" });
  bar.append(title, back, end);

  const isAway = (figure) => {
    const { top, bottom } = figure.getBoundingClientRect();
    return bottom < 80 || top > innerHeight - 80;
  };

  const dock = (figure, away) => {
    const stage = stageOf(figure);
    if (stage.classList.contains(MINI) === away) return;
    // its place stays
    figure.style.paddingTop = away ? `${stage.offsetHeight}px` : "";
    stage.classList.toggle(MINI, away);
    if (away) {
      title.textContent ||= nameOfPlayer(figure);
      stage.append(bar);
    } else bar.remove();
  };

  const update = () => active && dock(active, isAway(active));

  const activate = (figure) => {
    if (active && active !== figure) dock(active, false);
    if (active !== figure) title.textContent = "";
    active = figure;
    update();
  };

  const cue = (figure, time) => {
    figure.dataset.time = time;
    const clock = new Date(time * 1000).toISOString().slice(11, 19).replace(/^[0:]{1,4}/, "");
    figure.querySelector(".meetings-play-note").textContent = `Play recording from ${clock}`;
  };

  const close = () => {
    const figure = active;
    const within = stageOf(figure).contains(document.activeElement);
    dock(figure, false);
    active = null;
    const frame = frameOf(figure);
    if (frame) {
      frame.replaceWith(buttons.get(figure));
      if (figure.now) cue(figure, Math.floor(figure.now));
    } else fileOf(figure).pause();
    follow(figure, null);
    if (within) reader?.focus({ preventScroll: true });
  };
  end.onclick = close;
  back.onclick = () => {
    const figure = active;
    show(figure);
    (frameOf(figure) || fileOf(figure)).focus({ preventScroll: true });
  };
  addEventListener("keydown", (event) => {
    const isMini = active && stageOf(active).classList.contains(MINI);
    if (event.key !== "Escape" || !isMini) return;
    if (!event.target.closest("input, select, textarea, dialog")) close();
  });

  // Play from a time in seconds, or from the player's own start if time is null.
  const play = (figure, time) => {
    const file = fileOf(figure);
    let frame = frameOf(figure);
    if (file) {
      if (time !== null) file.currentTime = time;
      file.play().catch(() => {});
    } else if (time === null || !frame || !("ready" in frame.dataset) || !seek(frame, time))
      frame = load(figure, time);
    activate(figure);
    if (time !== null) follow(figure, time);
    // who reads elsewhere stays there
    if (!isAway(figure)) (file || frame).focus({ preventScroll: true });
  };

  const show = (figure, instantly) => {
    const calm = instantly || matchMedia("(prefers-reduced-motion: reduce)").matches;
    figure.scrollIntoView({ block: "nearest", behavior: calm ? "instant" : "smooth" });
  };

  const buttons = new Map();
  const observer = new IntersectionObserver(update, { threshold: [0, 0.2, 0.4] });
  for (const figure of figures) {
    observer.observe(figure);
    figure.style.cssText = figure.getAttribute("style"); // where a policy ignores it
    for (const part of figure.querySelectorAll(".meetings-bar a")) {
      const hint = document.createElementNS("http://www.w3.org/2000/svg", "title");
      hint.textContent = part.ariaLabel;
      part.append(hint);
    }
    const file = fileOf(figure);
    if (file) {
      file.addEventListener("play", () => activate(figure));
      file.addEventListener("timeupdate", () => {
        if (figure === active) follow(figure, file.currentTime);
      });
    }
    const link = figure.querySelector(".meetings-play");
    if (!link) continue;
    const button = make("button", { type: "button", className: link.className });
    button.append(...link.cloneNode(true).childNodes);
    const note = button.querySelector(".meetings-play-note");
    note.textContent = note.dataset.play;
    const facts = button.querySelector(".meetings-play-facts");
    facts.textContent = [facts.textContent, facts.dataset.loads].filter(Boolean).join(" · ");
    button.onclick = () => play(figure, seconds(figure.dataset.time));
    link.before(button);
    link.hidden = true; // shown again in print
    buttons.set(figure, button);
  }

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    const parts = link && partsOf(link);
    if (!parts?.pathname) return; // other links in SVG have none
    const time = timeOf(parts);
    if (time === null && !link.classList.contains("meetings-time")) return;
    const same = figures.filter((figure) => leadsInto(parts, figure));
    const figure = same.find(frameOf) || same[0];
    if (!figure) return;
    event.preventDefault();
    reader = link;
    play(figure, time);
    if (!isAway(figure)) show(figure);
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
    if (frameOf(figure)) {
      play(figure, time);
      return;
    }
    if (file) file.currentTime = time;
    else cue(figure, time);
    (file || buttons.get(figure)).focus({ preventScroll: true });
    show(figure, !event); // at first, scripts of themes may stop what moves
  };
  addEventListener("hashchange", open);
  open();
})();
