// What comes next on the day of reading, and when that is where the reader is.
(() => {
  "use strict";
  const MINUTE = 6e4;
  const DAY = 1440 * MINUTE;
  const language = document.documentElement.lang.replaceAll("_", "-") || "en";
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const date = { weekday: "short", day: "numeric", month: "short", ...clock };
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });

  // A day without a time begins at midnight where the reader is.
  const moment = (text) => new Date(text[10] ? text : `${text}T00:00`);
  const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
  const isOver = (text) => moment(text) <= Date.now();
  const boxes = [...document.querySelectorAll("[data-meetings-limit]")].map((box) => {
    const list = box.querySelector("ul");
    const more = box.querySelector("template");
    return { box, list, rows: [...(list?.children || []), ...(more?.content.children || [])] };
  });

  const distance = (start, isTimed) => {
    const minutes = Math.ceil((start - Date.now()) / MINUTE);
    const days = Math.round((midnight(start) - midnight(Date.now())) / DAY);
    if (isTimed ? minutes <= 0 : days < 0) return [0, "second"];
    if (isTimed && minutes < 60) return [minutes, "minute"];
    if (isTimed && !days) return [Math.floor(minutes / 60), "hour"];
    if (days < 14) return [days, "day"];
    return days < 60 ? [Math.round(days / 7), "week"] : [Math.round(days / 30), "month"];
  };

  const tell = (row) => {
    const stamp = row.querySelector("time").dateTime;
    const start = moment(stamp);
    const own = row.querySelector(".meetings-own");
    const far = row.querySelector(".meetings-distance");
    if (far) {
      const [number, unit] = distance(start, stamp[16]);
      const text = words.format(number, unit);
      if (far.textContent !== text) far.textContent = text;
      far.classList.toggle("meetings-now", unit === "second");
    }
    if (!own?.hidden) return;
    const here = new Date(start - start.getTimezoneOffset() * MINUTE).toISOString();
    const isSameDay = here.slice(0, 10) === stamp.slice(0, 10);
    const ends = own.dataset.meetingsEnd;
    let text = start.toLocaleString(language, isSameDay ? clock : date);
    if (ends) text += `\u2013${moment(ends).toLocaleString(language, clock)}`;
    own.textContent = here.slice(0, 16) === stamp.slice(0, 16) ? "your time" : `${text} your time`;
    own.hidden = false;
  };

  const update = () => {
    for (const link of document.querySelectorAll("[data-meetings-over]"))
      (link.closest("li") || link).hidden = isOver(link.dataset.meetingsOver);
    for (const { box, list, rows } of boxes) {
      const left = rows.filter((row) => !isOver(row.dataset.meetingsUntil));
      const shown = left.slice(0, box.dataset.meetingsLimit);
      if (shown.length !== list?.children.length || shown[0] !== list.children[0])
        list?.replaceChildren(...shown);
      box.querySelector(".meetings-empty").hidden = shown.length;
      shown.forEach(tell);
    }
  };
  update();
  setInterval(update, MINUTE / 2);
})();
