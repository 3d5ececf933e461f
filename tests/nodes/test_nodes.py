from __future__ import annotations

import gzip
import pickle
import zipfile
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document
from support.images import png
from support.players import elements

import sphinxcontrib_meetings
from sphinxcontrib_meetings.nodes.element import element, inline_element
from sphinxcontrib_meetings.nodes.plain import plain
from sphinxcontrib_meetings.nodes.player import media_of, player_node
from sphinxcontrib_meetings.parse.platforms import parse_media

STATIC = Path(sphinxcontrib_meetings.__path__[0], "static")
EXTENSIONS = {"extensions": ["myst_parser", "support.players"]}
ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"
PAGE = f"Notes & more\n============\n\n.. youtube:: {ID}\n"


@pytest.fixture
def made(build):
    def make(body, *, conf=None, files=None, **settings):
        sources = {"index.rst": body, **(files or {})}
        return build(sources, conf={**EXTENSIONS, **(conf or {})}, **settings)

    return make


def test_elements_are_written_with_their_attributes_escaped(made):
    built = made("Title\n=====\n\n.. elements-fixture::\n")
    top = built.page("index").find("header", class_="elements")
    assert built.warnings == []
    assert top.find("time")["datetime"] == "2023-09-20"
    assert top.find("time").text == "20 <Sep> 2023"
    assert top.nav.attrs == {"class": ["neighbours"], "aria-label": "Other meetings"}
    assert [li.text.strip() for li in top.select(".tags > li")] == ["C++", "storage"]


def test_a_header_stands_in_the_page_as_it_is_written(made):
    built = made("Title\n=====\n\n.. header-fixture::\n")
    top = built.page("index").find("header", class_="meetings-header")
    assert built.warnings == []
    assert top.find("time")["datetime"] == "2023-09-20"
    assert top.find("time").text == "September 20, 2023"
    neighbours = top.find("nav", class_="meetings-neighbours")
    assert neighbours["aria-label"] == "Neighbouring meetings"
    names = [name.text for name in neighbours.select(".meetings-neighbour")]
    assert names == ["13 <Sep>", "27 <Sep>"]
    assert [li.text.strip() for li in top.select(".meetings-tags > li")] == ["C++", "storage"]


def test_an_attribute_cannot_break_out(made):
    node = inline_element("", "<b>", name="span", attributes={"title": '"><script>'})
    assert node.astext() == "<b>"
    built = made(
        PAGE.replace("youtube:: " + ID, f'youtube:: {ID}\n   :title: "><script>x</script>')
    )
    page = built.page("index")
    assert page.select_one(".meetings-play-title").text == '"><script>x</script>'
    assert not [s for s in page.find_all("script") if s.text == "x"]


def test_placeholders_leave_no_trace(made):
    for builder in ("html", "text", "pseudoxml"):
        built = made("Title\n=====\n\n.. leftovers::\n", builder=builder)
        name = {"html": "index.html", "text": "index.txt", "pseudoxml": "index.pseudoxml"}[builder]
        assert built.warnings == []
        assert "at 12:34" in built.text(name).replace("\n            ", "")
        assert "truncate" not in built.text(name)


def test_player_is_a_link_that_carries_what_the_script_needs(made):
    built = made(PAGE + "   :start: 12:34\n   :width: 480\n   :caption: The *demo*\n")
    figure = built.page("index").find("figure", class_="meetings-player")
    link = figure.a
    assert link["href"] == f"{WATCH}&t=754"
    assert figure["data-video"] == ID
    assert figure["data-embed"] == (
        f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&start=754"
    )
    assert figure["style"] == "width: 480px"
    assert link.select_one(".meetings-play-title").text == "Notes & more"
    assert link.select_one(".meetings-play-note").text == "Watch on YouTube from 12:34"
    assert link.select_one(".meetings-play-note")["data-play"] == "Play recording from 12:34"
    assert figure.figcaption.decode_contents() == "The <em>demo</em>"
    assert figure.find("img") is None
    assert figure.find("iframe") is None
    assert built.warnings == []


def test_player_without_any_title(made):
    page = made(f".. youtube:: {ID}\n").page("index")
    assert page.select_one(".meetings-play-title").text == "Recording"


def test_duration_is_shown():
    node = player_node(parse_media(ID), title="T", duration="59 min")
    document = new_document("")
    document += node
    plain(document)
    assert document.astext() == f"Recording: T, 59 min ({WATCH})"


def test_video_survives_the_node():
    video = parse_media(f"https://youtu.be/{ID}?t=754&list=PLx")
    media = media_of(pickle.loads(pickle.dumps(player_node(video))))
    assert (media.id, media.start, media.playlist) == (ID, 754, "PLx")
    assert media == video


def test_local_poster_is_copied(made):
    conf = {"meetings_poster": "img/still.png"}
    files = {"img/still.png": png(), "deep/page.rst": ":orphan:\n\n" + PAGE}
    for builder, page, image in (
        ("html", "deep/page", "../_images/still.png"),
        ("dirhtml", "deep/page/index", "../../_images/still.png"),
    ):
        built = made("Title\n=====\n", conf=conf, files=files, builder=builder)
        poster = built.page(page).find("img", class_="meetings-poster")
        assert (poster["src"], poster["alt"]) == (image, "")
        assert (built.outdir / "_images" / "still.png").read_bytes() == png()
        assert built.warnings == []


def test_missing_poster_warns_once_and_players_stay(made):
    built = made(PAGE + f"\n.. youtube:: {ID}\n", conf={"meetings_poster": "no.png"})
    assert len(built.warnings) == 1
    assert "no.png" in built.warnings[0]
    assert "[meetings.config]" in built.warnings[0]
    assert len(built.page("index").select(".meetings-player")) == 2
    assert built.page("index").find("img") is None


def test_remote_poster_only_by_choice(made):
    assert "ytimg" not in made(PAGE).text("index.html")
    built = made(PAGE, conf={"meetings_poster": "remote"})
    poster = built.page("index").find("img", class_="meetings-poster")
    assert poster["src"] == f"https://i.ytimg.com/vi/{ID}/hqdefault.jpg"
    assert built.warnings == []


# the json builder's own
@pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")
@pytest.mark.parametrize("remote", [False, True])
@pytest.mark.parametrize(
    ("builder", "name"),
    [
        ("text", "index.txt"),
        ("man", "test.1"),
        ("texinfo", "test.texi"),
        ("latex", "test.tex"),
        ("xml", "index.xml"),
        ("pseudoxml", "index.pseudoxml"),
        ("epub", "index.xhtml"),
        ("singlehtml", "index.html"),
        ("json", "index.fjson"),
    ],
)
def test_every_builder_has_the_link_and_the_header(made, builder, name, remote):
    conf = {
        "project": "test",
        "meetings_poster": "remote" if remote else "none",
        "man_pages": [("index", "test", "t", [], 1)],
        "latex_documents": [("index", "test.tex", "t", "a", "manual")],
        "texinfo_documents": [("index", "test", "t", "a", "test", "d", "Misc")],
        "epub_copyright": "x",
        "version": "1",
    }
    shown = "\n.. header-fixture::\n\n.. elements-fixture::\n"
    body = PAGE + f"   :caption: The *demo*\n{shown}"
    built = made(body, conf=conf, builder=builder)
    text = built.text(name)
    assert built.warnings == []
    assert "watch?v" in text.replace("\\", "").replace("@", "")
    for part in ("demo", "Brooks Ferrant", "59 min", "storage"):
        assert part in text
    # that of the header, and those of the elements
    assert text.count("Brooks Ferrant") == 2
    if builder not in {"singlehtml", "json"}:
        assert "meetings-play" not in text
        assert "ytimg" not in text


def test_text_keeps_the_order_and_one_line_per_item(made):
    built = made(PAGE + "\n.. elements-fixture::\n", builder="text")
    assert built.text("index.txt").split("\n\n")[1:4] == [
        f"Recording: Notes & more ({WATCH})",
        "* 20 <Sep> 2023",
        "* 59 min",
    ]


def test_epub_holds_no_script_of_ours(made):
    built = made(PAGE, conf={"epub_copyright": "x", "version": "1"}, builder="epub")
    with zipfile.ZipFile(next(built.outdir.glob("*.epub"))) as book:
        names = book.namelist()
        page = book.read("index.xhtml").decode()
    assert not [name for name in names if "meetings" in name]
    assert f'href="{WATCH}"' in page
    assert "<figure" not in page


def test_gettext_has_captions_and_no_addresses(made):
    built = made(PAGE + "   :caption: The *demo*\n", builder="gettext")
    catalogue = built.text("index.pot")
    assert 'msgid "The *demo*"' in catalogue
    assert "youtube.com" not in catalogue


def test_assets_are_loaded_only_where_they_are_used(made):
    files = {
        "bare.rst": ":orphan:\n\nBare\n====\n",
        "header.rst": ":orphan:\n\nHeader\n======\n\n.. header-fixture::\n",
    }
    built = made(PAGE, files=files)
    used = {name: built.text(f"{name}.html") for name in ("index", "bare", "header", "search")}
    assert {name for name, text in used.items() if "meetings.css" in text} == {"index", "header"}
    assert {name for name, text in used.items() if "meetings.js" in text} == {"index"}
    assert 'defer="defer" src="_static/meetings.js?v=' in used["index"]
    assert (built.outdir / "_static" / "meetings.css").is_file()


def test_a_projects_own_style_sheet_takes_the_place_of_ours(made):
    built = made(PAGE, files={"own/meetings.css": "mine"}, conf={"html_static_path": ["own"]})
    assert built.text("_static/meetings.css") == "mine"


def test_assets_are_small():
    sizes = {f.name: len(gzip.compress(f.read_bytes(), mtime=0)) for f in STATIC.iterdir()}
    assert sizes["meetings.css"] <= 5 * 1024
    assert sizes["meetings.js"] <= 4608
    assert sizes["meetings-player.css"] <= 2304
    assert sizes["meetings-transcript.css"] <= 1280
    assert sizes["meetings-find.js"] <= 1920
    assert sizes["meetings-upcoming.js"] <= 1536
    assert sizes["meetings-upcoming.css"] <= 1280
    assert sizes["meetings-minutes.css"] <= 1100
    assert sizes["meetings-front.css"] <= 2048
    # a page with a list
    parts = ("meetings.css", "meetings-front.css", "meetings-upcoming.css", "meetings-upcoming.js")
    assert sum(sizes[name] for name in parts) <= 10 * 1024
    # pages load only what they show
    assert sum(sizes.values()) <= 20 * 1024


def test_plain_leaves_only_nodes_that_docutils_knows():
    document = new_document("")
    document += [elements(), element("", name="ul"), element("", nodes.Text(" "), name="div")]
    plain(document)
    assert all(type(node).__module__ == "docutils.nodes" for node in document.findall())
    assert [type(child) for child in document.children] == [nodes.bullet_list] * 3 + [
        nodes.paragraph
    ]
