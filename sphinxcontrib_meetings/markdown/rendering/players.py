"""Players: components and elements that play a recording."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from urllib.parse import unquote

from docutils import nodes
from markdown_it.tree import SyntaxTreeNode
from sphinx import addnodes

from sphinxcontrib_meetings.config import options_of
from sphinxcontrib_meetings.markdown.elements import PLAYERS
from sphinxcontrib_meetings.markdown.embeds import Embed, read_embed
from sphinxcontrib_meetings.markdown.jsx import JsxTag
from sphinxcontrib_meetings.markdown.rendering.links import LinkRenderer
from sphinxcontrib_meetings.model.problem import Kind
from sphinxcontrib_meetings.model.recording import Media, Source
from sphinxcontrib_meetings.nodes.player import player_node
from sphinxcontrib_meetings.nodes.tree import is_in_title
from sphinxcontrib_meetings.parse.paths import is_possible
from sphinxcontrib_meetings.parse.platforms import parse_media
from sphinxcontrib_meetings.parse.times import parse_seconds
from sphinxcontrib_meetings.parse.urls import runs_code

__all__ = ["PlayerRenderer"]


class PlayerRenderer(LinkRenderer):
    """Renders what plays a recording, as a link where no player can be."""

    def render_meetings_player(self, token: SyntaxTreeNode) -> None:
        """Render a component, or an element, that plays a recording.

        What an element has inside, besides sources and tracks, is for browsers that cannot play
        it; they get the link of the player.
        """
        tag: JsxTag = token.meta["tag"]
        inside = [
            node.meta["tag"] for node in token.walk(include_self=False) if "tag" in node.meta
        ]
        embed = read_embed(tag, inside, self._imports)
        self._say_dropped(embed.name, embed.dropped, token)
        sources = [
            replace(source, address=address)
            for source in embed.sources
            if (address := self._file(source.address, token))
        ]
        try:
            media = self._media(embed, sources)
        except ValueError as error:
            if sources or not embed.sources:
                # else it was said that there is no such file
                self._warn(Kind.VIDEO, f"<{tag.name}>: {error}", token)
            written = embed.sources[0].address if embed.sources else ""
            self._render_address(written, embed.title, token)
            return
        if not media.is_played or isinstance(self.current_node, nodes.TextElement):
            self._render_link_to(media, embed.title, token)
            return
        node = player_node(
            media,
            title=embed.title,
            width=embed.width,
            poster=self._poster(embed.poster, token),
            sources=sources,
            tracks=[
                replace(track, address=address)
                for track in embed.tracks
                if (address := self._file(track.address, token))
            ],
            attributes=embed.attributes,
        )
        if identifier := tag.text("id") if embed.element else "":
            self._note_id(node, identifier)
        self._append(node, token)

    def _media(self, embed: Embed, sources: list[Source]) -> Media:
        if not sources:
            name = PLAYERS.get(embed.name, ("src",))[0]
            raise ValueError(f'the address cannot be read. Write it as {name}="…".')
        media = parse_media(sources[0].address, embed.element)
        if not (media.is_played or embed.shows_links):
            raise ValueError(f"{media.url} is not a video that it can play. Use a link instead.")
        try:
            return replace(media, start=parse_seconds(embed.start)) if embed.start else media
        except ValueError:
            return media

    def _file(self, written: str, token: SyntaxTreeNode) -> str:
        """Return an address as Sphinx wants it; what has none warns, and is left out."""
        address, separator, fragment = written.partition("#")
        if not address or "://" in address or address.startswith("//"):
            return written
        found = self._find(unquote(address))
        if found is None or ("://" not in found and not is_possible(found)):
            if runs_code(unquote(address)):
                message = f"The address {address} cannot be used. Write a path, or a full URL."
                self._warn(Kind.VIDEO, message, token)
                return ""
            message = (
                f"There is no file {address}. Set meetings_static to the folder that has it, or "
                "meetings_site_url to the site that shows it."
            )
            self._warn(Kind.VIDEO, message, token)
            # one that is not there yet is looked for at the next build
            folder = options_of(self._env.config).static
            self._env.note_dependency(posixpath.join(folder, address.lstrip("/")))
            return ""
        path = found if "://" in found else posixpath.normpath(found)
        return f"{path}{separator}{fragment}"

    def _poster(self, written: str, token: SyntaxTreeNode) -> str:
        """Return the image of a player as it wants it; one from elsewhere only by choice."""
        address = self._file(written, token)
        if "//" not in address:
            return address and self._env.relfn2path(address, self._env.docname)[0]
        return address if options_of(self._env.config).poster == "remote" else ""

    def _render_link_to(self, media: Media, title: str, token: SyntaxTreeNode) -> None:
        """Show a recording where it cannot be played, or by what no page can play."""
        if not media.is_beside:
            self._render_address(media.start_url, title, token)
            return
        text = title or media.url
        if is_in_title(self.current_node):
            self.current_node.append(nodes.Text(text))
            return
        link = addnodes.download_reference("", text, reftarget=media.url)
        self.add_line_and_source_path(link, token)
        self.current_node.append(link)

    def _render_address(self, address: str, title: str, token: SyntaxTreeNode) -> None:
        """Show an address, as a link if it is one."""
        if not address:
            return
        text: nodes.Node = nodes.Text(title or address)
        if address.startswith(("https://", "http://")):
            link = nodes.reference("", "", text, refuri=address, internal=False)
            self.add_line_and_source_path(link, token)
            text = link
        if isinstance(self.current_node, nodes.TextElement):
            self.current_node.append(text)
        else:
            self._append(nodes.paragraph("", "", text), token)
