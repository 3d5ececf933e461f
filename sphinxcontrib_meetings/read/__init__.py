"""Reading: turns doctrees into records, and is the only room that writes to the domain.

In: doctrees and front matter. Out: records in the domain ``meeting``, placeholders in the
doctree where pages will show the archive, and warnings.

Not here: HTML, generated pages, or what is written when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.nodes.html import depart_element, visit_element
from sphinxcontrib_meetings.nodes.transcript import transcript, visit_transcript
from sphinxcontrib_meetings.read import (
    checks,
    drafts,
    find_meetings,
    marked_minutes,
    missing,
    misspelled,
    platforms,
    record,
    schedules,
    title_times,
    transcripts,
    translations,
)
from sphinxcontrib_meetings.read.directives import chapters, posts, youtube
from sphinxcontrib_meetings.read.directives.lists import (
    MeetingActions,
    MeetingAttendance,
    MeetingCalendar,
    MeetingDecisions,
    MeetingList,
    MeetingNext,
    MeetingPeople,
    MeetingTags,
    MeetingTopics,
    MeetingUpcoming,
    MeetingVotes,
)
from sphinxcontrib_meetings.read.directives.meeting import MeetingDirective
from sphinxcontrib_meetings.read.directives.toctree import TocTreeWithPages
from sphinxcontrib_meetings.read.directives.transcript import (
    TranscriptDirective,
    transcript_placeholder,
)
from sphinxcontrib_meetings.read.domain import (
    MeetingDomain,
    on_build_finished,
    on_missing_reference,
    on_warn_missing_reference,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Register everything that reads notes."""
    app.add_event(record.RECORD_READ)
    app.add_event(checks.ARCHIVE_BUILT)
    app.add_event(platforms.COLLECT_PLATFORMS)
    app.add_domain(MeetingDomain)
    app.connect("build-finished", on_build_finished, priority=priorities.REPORT_UNWRITTEN)
    app.connect("missing-reference", on_missing_reference)
    app.connect(
        "warn-missing-reference", on_warn_missing_reference, priority=priorities.MISSING_FIRST
    )

    app.add_directive("meeting", MeetingDirective)
    app.add_directive("meeting-attendance", MeetingAttendance)
    app.add_directive("meeting-calendar", MeetingCalendar)
    app.add_directive("meeting-decisions", MeetingDecisions)
    app.add_directive("meeting-actions", MeetingActions)
    app.add_directive("meeting-next", MeetingNext)
    app.add_directive("meeting-upcoming", MeetingUpcoming)
    app.add_directive("meeting-list", MeetingList)
    app.add_directive("meeting-people", MeetingPeople)
    app.add_directive("meeting-tags", MeetingTags)
    app.add_directive("meeting-topics", MeetingTopics)
    app.add_directive("meeting-votes", MeetingVotes)
    app.add_directive("toctree", TocTreeWithPages, override=True)
    app.add_directive("transcript", TranscriptDirective)
    app.connect("config-inited", schedules.on_config_inited, priority=priorities.TAKE_SCHEDULES)
    for directive in (youtube, chapters, marked_minutes, posts):
        app.connect(
            "config-inited", directive.on_config_inited, priority=priorities.NAMES_LEFT_FREE
        )
    app.add_node(transcript, html=(visit_transcript, None))
    app.add_node(transcript_placeholder)
    app.add_node(translations.field_text)
    app.add_node(title_times.play_link, html=(visit_element, depart_element))

    app.connect("env-get-outdated", drafts.on_env_get_outdated)
    app.connect("env-get-outdated", transcripts.on_env_get_outdated)
    app.connect("env-before-read-docs", platforms.on_env_before_read_docs)
    app.connect("source-read", find_meetings.on_source_read)
    app.connect("source-read", misspelled.on_source_read)
    app.add_transform(translations.NoteFieldTexts)
    app.add_transform(youtube.LonePlayers)
    app.add_transform(find_meetings.FindMeetings)
    app.add_transform(missing.FindMissingFootnotes)
    app.add_transform(missing.FindMissing)
    app.add_transform(transcripts.ReadTranscripts)
    app.connect("doctree-read", record.on_doctree_read, priority=priorities.RECORDS)
    app.connect("env-updated", checks.on_env_updated)
    app.add_post_transform(translations.FieldTextsGone)
    app.add_post_transform(missing.ReportMissing)
    app.connect("build-finished", missing.on_build_finished, priority=priorities.REPORT_SITE_LINKS)
    app.add_post_transform(title_times.PlayButtons)
    app.add_post_transform(title_times.PlayTimes)
