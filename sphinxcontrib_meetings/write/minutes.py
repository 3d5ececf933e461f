"""What a note shows of its minutes: labels and links at their places, a box, and how far they are.

The words of the note stay as they are; the labels are set before them when a page is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinxcontrib_meetings import priorities
from sphinxcontrib_meetings.archive.approvals import Standing
from sphinxcontrib_meetings.archive.in_short import InShort
from sphinxcontrib_meetings.archive.link import Link
from sphinxcontrib_meetings.archive.register_views import Replaced
from sphinxcontrib_meetings.archive.views import Header
from sphinxcontrib_meetings.model.minutes import (
    Action,
    ActionState,
    Approval,
    Decision,
    DecisionState,
    Minute,
    Topic,
    Vote,
)
from sphinxcontrib_meetings.nodes.element import inline_element, task_box
from sphinxcontrib_meetings.nodes.html import is_web
from sphinxcontrib_meetings.nodes.html_text import (
    EMPTY,
    OF_MINUTES,
    Markup,
    bullets,
    element,
    joined,
    paragraph,
)
from sphinxcontrib_meetings.nodes.minutes import (
    kind_of,
    minute_mark,
    written_minute,
    written_words,
)
from sphinxcontrib_meetings.nodes.tree import by_kind, replace_node
from sphinxcontrib_meetings.read.domain import domain_of
from sphinxcontrib_meetings.write.doctree import NodeWriter
from sphinxcontrib_meetings.write.excerpts import is_excerpt
from sphinxcontrib_meetings.write.html import HtmlWriter
from sphinxcontrib_meetings.write.wording import (
    DECIDED,
    DRAFT_MINUTES,
    IN_SHORT,
    KINDS,
    PROPOSED,
    TO_DO,
    WHO,
    approved,
    due,
    superseded,
    supersedes_ids,
    votes_for,
)

__all__ = ["ShowMinutes", "minutes_html", "minutes_nodes"]

_SEPARATOR = " \N{MIDDLE DOT} "
#: what is set apart as a whole, if the words are the first in it
_WHOLE = (nodes.list_item, nodes.row, written_minute)
#: what may be within that, around the words
_AROUND = (nodes.Inline, nodes.paragraph, nodes.line, nodes.entry)


# ── at their places ───────────────────────────────────────────────────────────


class ShowMinutes(SphinxPostTransform):
    """Show what is recognized in a note, before our nodes become those of other builders."""

    default_priority = priorities.SHOW_MINUTES

    def run(self, **kwargs: Any) -> None:
        """Replace the marks of the document."""
        marks: list[minute_mark] = by_kind(self.document, (minute_mark,))[minute_mark]
        builder = domain_of(self.env).builder
        is_plain = builder.name == "gettext" or is_excerpt(self.document)
        for mark in marks:
            if is_plain:
                replace_node(mark, [])
            elif is_web(builder):
                self._show_on_page(mark)
            else:
                self._show(mark)

    def _show(self, mark: minute_mark) -> None:
        """Show *mark* with nodes that every writer knows."""
        item: Minute = mark["item"]
        anchor: nodes.Element = nodes.target("", "", ids=mark["ids"])
        label = self._label(mark)
        if domain_of(self.env).builder.name == "epub":
            anchor = nodes.inline("", "", ids=mark["ids"], classes=[f"meetings-{kind_of(item)}"])
        if not label:
            replace_node(mark, [anchor])
            return
        words = nodes.strong("", "", *label, nodes.Text(":"))
        replace_node(mark, [anchor, words, nodes.Text(" ")])

    def _show_on_page(self, mark: minute_mark) -> None:
        """Show *mark* as a label, and a link to it at the end of its words."""
        item: Minute = mark["item"]
        if isinstance(item, Topic):
            anchor = inline_element(name="span", ids=mark["ids"], classes=["meetings-place"])
            replace_node(mark, [anchor])
            return
        kind = kind_of(item)
        self._set_apart(mark, kind)
        label = self._label(mark)
        classes = ["meetings-badge" if label else "meetings-dot", f"meetings-{kind}"]
        if isinstance(mark.parent, written_words):
            # words follow it, between which there is no room
            label[0] = self._link_to(mark, kind, label[0])
        else:
            self._add_link(mark, kind)
        badge = inline_element("", "", *label, name="span", ids=mark["ids"], classes=classes)
        replace_node(mark, [badge, nodes.Text(" ")] if label else [badge])

    @staticmethod
    def _set_apart(mark: minute_mark, kind: str) -> None:
        """Give the classes of *kind* to what begins with *mark*: an item, a row, a paragraph."""
        place: nodes.Element = mark.parent
        while not isinstance(place, _WHOLE) and _begins(place):
            place = place.parent
        if isinstance(place, nodes.Inline):
            # words within a line are set apart by their label
            return
        own = ["meetings-minute", f"meetings-{kind}"]
        place["classes"] += [name for name in own if name not in place["classes"]]

    def _add_link(self, mark: minute_mark, kind: str) -> None:
        """Add a link to *mark* after its words: before the next one, or at the end."""
        icon = self.config.html_permalinks and self.config.html_permalinks_icon
        if not icon:
            return
        link = self._link_to(mark, kind, nodes.raw("", icon, format="html"))
        link["classes"] += ["headerlink", "meetings-permalink"]
        parent = mark.parent
        place = parent.index(mark) + 1
        # several may share their words
        while place < len(parent) and isinstance(parent[place], minute_mark):
            place += 1
        start = place
        while place < len(parent) and not isinstance(parent[place], minute_mark):
            place += 1
        while place > start and _is_blank(parent[place - 1]):
            place -= 1
        parent.insert(place, link)

    @staticmethod
    def _link_to(mark: minute_mark, kind: str, text: nodes.Node) -> nodes.reference:
        title = f"Link to this {kind}"
        return nodes.reference("", "", text, refid=mark["ids"][0], reftitle=title, internal=True)

    def _label(self, mark: minute_mark) -> list[nodes.Node]:
        """Return the name of the kind, and what the words do not say."""
        item: Minute = mark["item"]
        if isinstance(item, Topic):
            return []
        parts: list[list[nodes.Node]] = (
            [] if mark["told"] else [[nodes.Text(KINDS[kind_of(item)])]]
        )
        parts += self._facts(item, is_written=mark["written"])
        found: list[nodes.Node] = []
        for part in parts:
            found += [nodes.Text(_SEPARATOR), *part] if found else part
        if found and mark["told"] and isinstance(found[0], nodes.Text):
            found[0] = nodes.Text(f"{found[0][:1].upper()}{found[0][1:]}")
        return found

    def _facts(self, item: Minute, *, is_written: bool) -> Iterator[list[nodes.Node]]:
        language = self.config.language
        if is_written and isinstance(item, Action | Decision) and item.id:
            yield [nodes.Text(item.id)]
        if isinstance(item, Action):
            if is_written and item.owners:
                yield [
                    part
                    for number, owner in enumerate(item.owners)
                    for part in ([nodes.Text(", ")] if number else []) + [self._person(owner)]
                ]
            if item.due:
                yield [nodes.Text(due(item.due, language))]
            if item.state is not ActionState.OPEN:
                yield [nodes.Text(item.state.value)]
        elif isinstance(item, Decision):
            is_replaced = item.state is DecisionState.SUPERSEDED and item.superseded_by
            if is_replaced:
                yield [nodes.Text(superseded(item.superseded_by))]
            elif item.state is not DecisionState.ACCEPTED:
                yield [nodes.Text(item.state.value)]
            if is_written and item.supersedes:
                yield [nodes.Text(supersedes_ids(item.supersedes))]
        elif isinstance(item, Vote) and is_written:
            for choice, number in item.counts:
                yield [nodes.Text(votes_for(choice, number))]

    def _person(self, owner: str) -> nodes.Node:
        """Return the person that *owner* is as a link, else as it is written."""
        # `read.record` has noted the reference, so that the page follows the registry
        found = domain_of(self.env).find("person", owner)
        if found is None or not found.docname:
            return nodes.Text(found.text if found else owner)
        text = nodes.Text(found.text)
        return make_refnode(
            domain_of(self.env).builder, self.env.docname, found.docname, found.anchor, [text]
        )


def _begins(node: nodes.Element) -> bool:
    """Whether *node* is the first thing in what may be set apart with it."""
    above = node.parent
    if not isinstance(above, (*_AROUND, *_WHOLE)):
        return False
    assert isinstance(above, nodes.Element)
    first = (child for child in above.children if not isinstance(child, task_box))
    return next((child for child in first if child.astext().strip()), node) is node


def _is_blank(node: nodes.Node) -> bool:
    """Whether *node* is the end of a line, or blanks."""
    return isinstance(node, nodes.raw) or (isinstance(node, nodes.Text) and not node.strip())


# ── below the header ──────────────────────────────────────────────────────────


def minutes_html(writer: HtmlWriter, view: Header) -> Markup:
    """Return how far the minutes of a meeting are, and the box, as HTML."""
    return joined(
        [
            _standing_html(writer, view.standing),
            *(_replaced_html(writer, item) for item in view.replaced),
            _box_html(writer, view.short),
        ]
    )


def _standing_html(writer: HtmlWriter, standing: Standing) -> Markup:
    if standing.state is Approval.DRAFT:
        return element(
            "p", DRAFT_MINUTES, classes=f"{OF_MINUTES} meetings-standing", role="note", end="\n"
        )
    if standing.state is not Approval.APPROVED:
        return EMPTY
    where = writer.link_to(standing.meeting) if standing.meeting else EMPTY
    before, after = approved(standing.day, bool(where), writer.language)
    return paragraph(before, where, after, classes=f"{OF_MINUTES} meetings-approved")


def _replaced_html(writer: HtmlWriter, item: Replaced) -> Markup:
    by = joined(map(writer.link_to, item.by), ", ")
    decision = writer.link_to(item.decision)
    return paragraph(
        decision, f": {superseded('')}", by, classes=f"{OF_MINUTES} meetings-replaced"
    )


def _box_html(writer: HtmlWriter, short: InShort | None) -> Markup:
    if short is None:
        return EMPTY
    rows = [
        (WHO, joined(map(writer.link_to, short.people), ", ")),
        (DECIDED, bullets(_decided_html(writer, short))),
        (TO_DO, bullets(_to_do_html(writer, short))),
    ]
    pairs = (
        joined([element("dt", label, end="\n"), element("dd", value, end="\n")])
        for label, value in rows
        if value
    )
    return element(
        "section",
        "\n",
        element("p", IN_SHORT, classes="meetings-label", end="\n"),
        element("dl", "\n", *pairs, end="\n"),
        classes=f"{OF_MINUTES} meetings-short",
        aria_label=IN_SHORT,
        end="\n",
    )


def _decided_html(writer: HtmlWriter, short: InShort) -> Iterator[Markup]:
    for decision, is_proposed in short.decisions:
        yield joined([writer.link_to(decision), f" ({PROPOSED})" if is_proposed else ""])


def _to_do_html(writer: HtmlWriter, short: InShort) -> Iterator[Markup]:
    for item in short.actions:
        facts = [joined(map(writer.link_to, item.owners), ", ")] if item.owners else []
        if item.due:
            facts.append(Markup.escape(due(item.due, writer.language)))
        more = joined([" (", joined(facts, ", "), ")"]) if facts else EMPTY
        yield joined([writer.link_to(item.action), more])


def minutes_nodes(writer: NodeWriter, view: Header) -> Sequence[nodes.Node]:
    """Return the same as nodes that every writer knows."""
    return [
        *_standing_nodes(writer, view.standing),
        *(_replaced_nodes(writer, item) for item in view.replaced),
        *_box_nodes(writer, view.short),
    ]


def _standing_nodes(writer: NodeWriter, standing: Standing) -> Iterator[nodes.Node]:
    if standing.state is Approval.DRAFT:
        yield nodes.paragraph("", "", nodes.emphasis("", DRAFT_MINUTES))
    elif standing.state is Approval.APPROVED:
        before, after = approved(standing.day, standing.meeting is not None, writer.language)
        where = [writer.link_to(standing.meeting)] if standing.meeting else []
        yield nodes.paragraph("", "", nodes.Text(before), *where, nodes.Text(after))


def _replaced_nodes(writer: NodeWriter, item: Replaced) -> nodes.Node:
    words = nodes.Text(f": {superseded('')}")
    by = _listed(writer, item.by)
    return nodes.paragraph("", "", writer.link_to(item.decision), words, *by)


def _box_nodes(writer: NodeWriter, short: InShort | None) -> Iterator[nodes.Node]:
    if short is None:
        return
    rows: list[tuple[str, Sequence[nodes.Node]]] = []
    if short.people:
        rows.append((WHO, [nodes.paragraph("", "", *_listed(writer, short.people))]))
    if short.decisions:
        rows.append((DECIDED, [_list(_decided_nodes(writer, short))]))
    if short.actions:
        rows.append((TO_DO, [_list(_to_do_nodes(writer, short))]))
    fields = (
        nodes.field("", nodes.field_name("", label), nodes.field_body("", *value))
        for label, value in rows
    )
    yield nodes.admonition("", nodes.title("", IN_SHORT), nodes.field_list("", *fields))


def _list(items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    built = [nodes.list_item("", nodes.paragraph("", "", *item)) for item in items]
    return nodes.bullet_list("", *built, bullet="*")


def _listed(writer: NodeWriter, links: Iterable[Link]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for link in links:
        found += [nodes.Text(", "), writer.link_to(link)] if found else [writer.link_to(link)]
    return found


def _decided_nodes(writer: NodeWriter, short: InShort) -> Iterator[Sequence[nodes.Node]]:
    for decision, is_proposed in short.decisions:
        more = [nodes.Text(f" ({PROPOSED})")] if is_proposed else []
        yield [writer.link_to(decision), *more]


def _to_do_nodes(writer: NodeWriter, short: InShort) -> Iterator[Sequence[nodes.Node]]:
    for item in short.actions:
        facts = _listed(writer, item.owners)
        if item.due:
            facts += [nodes.Text(", ")] if facts else []
            facts.append(nodes.Text(due(item.due, writer.language)))
        more = [nodes.Text(" ("), *facts, nodes.Text(")")] if facts else []
        yield [writer.link_to(item.action), *more]
