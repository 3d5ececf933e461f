// Answers each line, a calendar and a year as JSON, with the occurrences of each event up to that
// year as ical.js reads them, as JSON: [start, end, summary] with moments in UTC.
// Usage: node occurrences.cjs PATH_OF_ICAL_JS
const ICAL = require(process.argv[2]);

const moment = (time) => new Date(time.toUnixTime() * 1000).toISOString();

function occurrences(text, last) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  // nothing is left of the calendar before
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  }
  const found = [];
  const add = (details) => found.push([
    moment(details.startDate), moment(details.endDate), details.item.summary,
  ]);
  const byUid = new Map();
  for (const component of calendar.getAllSubcomponents("vevent")) {
    // by itself, it would take the exceptions of all other events as its own
    const event = new ICAL.Event(component, { exceptions: [] });
    if (!byUid.has(event.uid)) byUid.set(event.uid, { exceptions: [] });
    if (event.isRecurrenceException()) byUid.get(event.uid).exceptions.push(event);
    else byUid.get(event.uid).event = event;
  }
  for (const { event, exceptions } of byUid.values()) {
    exceptions.forEach((exception) => event.relateException(exception));
    if (!event.isRecurring()) {
      add({ startDate: event.startDate, endDate: event.endDate, item: event });
      continue;
    }
    const iterator = event.iterator();
    for (let next = iterator.next(); next && next.year <= last; next = iterator.next()) {
      add(event.getOccurrenceDetails(next));
    }
  }
  return found;
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  console.log(JSON.stringify(occurrences(...JSON.parse(line))));
});
