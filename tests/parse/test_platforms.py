"""Addresses of recordings: what plays them, and links into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.model.recording import Media
from sphinxcontrib_meetings.parse.platforms import parse_media, same_recording, seconds_in

ID = "-8FoV7pnWgg"
# the video that PeerTube shows on its home page, under both of its names
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"
SHORT = "kkGMgK9ZtnKfYAgnEtQxbv"

RECORDINGS = (
    ID,
    f"https://youtu.be/{ID}?list=PL12",
    "https://vimeo.com/76979871",
    "https://vimeo.com/76979871/0123456789",
    f"https://framatube.org/w/{SHORT}",
    f"https://tube.example:8443/videos/watch/{UUID}",
    "https://example.org/calls/1.mp4",
    "https://example.org/calls/1.ogg?signature=t",
    "recordings/call of May.webm",
    "https://us02web.zoom.us/rec/share/abc?pwd=secret",
    "https://drive.google.com/file/d/1/view",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"https://youtu.be/{ID}?t=90", ("youtube", ID, 90)),
        (ID, ("youtube", ID, 0)),
        ("https://vimeo.com/76979871#t=1m2s", ("vimeo", "76979871", 62)),
        ("https://player.vimeo.com/video/76979871?h=abcdef12", ("vimeo", "76979871", 0)),
        ("https://vimeo.com/channels/staffpicks/76979871", ("vimeo", "76979871", 0)),
        (f"https://framatube.org/w/{SHORT}?start=1m30s", ("peertube", UUID, 90)),
        (f"https://tube.example/videos/watch/{UUID.upper()}", ("peertube", UUID, 0)),
        (f"https://tube.example/videos/embed/{UUID}", ("peertube", UUID, 0)),
        ("https://example.org/a.MP4#t=10", ("video", "example.org/a.MP4", 10)),
        ("https://example.org/a.mp3?x=1", ("audio", "example.org/a.mp3?x=1", 0)),
        ("../media/a.ogg#t=npt:10.5,20", ("audio", "../media/a.ogg", 10)),
        # pages of the platforms that are no video
        ("https://vimeo.com/event/12345", ("link", "vimeo.com/event/12345", 0)),
        ("https://vimeo.com/about", ("link", "vimeo.com/about", 0)),
        (f"https://tube.example/w/p/{SHORT}", ("link", f"tube.example/w/p/{SHORT}", 0)),
        ("https://wiki.example/w/Main_Page", ("link", "wiki.example/w/Main_Page", 0)),
        ("https://example.org/a.mkv", ("link", "example.org/a.mkv", 0)),
        ("https://www.zoom.us/rec/1?t=9", ("link", "zoom.us/rec/1", 9)),
    ],
)
def test_address(text: str, expected: tuple[str, str, int]) -> None:
    media = parse_media(text)
    assert (media.kind, media.id, media.start) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("//player.vimeo.com/video/76979871", "https://vimeo.com/76979871"),
        ("//example.org/a.mp4", "https://example.org/a.mp4"),
        ("./call.mp4#t=1:02", "call.mp4"),
        ("calls/../call.mp4", "call.mp4"),
        ("../call.mp4", "../call.mp4"),
        ("/static/call.mp4", "/static/call.mp4"),
    ],
)
def test_addresses_are_made_whole(text: str, url: str) -> None:
    assert parse_media(text).url == url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/stream?id=5#t=9", ("video", "example.org/stream?id=5", 9)),
        ("https://example.org/call.ogg", ("video", "example.org/call.ogg", 0)),
        ("stream", ("video", "stream", 0)),
        ("https://vimeo.com/76979871", ("vimeo", "76979871", 0)),
        (f"https://youtu.be/{ID}", ("youtube", ID, 0)),
    ],
)
def test_an_element_says_what_files_are(text: str, expected: tuple[str, str, int]) -> None:
    media = parse_media(text, "video")
    assert (media.kind, media.id, media.start) == expected
    if text != "stream":
        assert same_recording(media, parse_media(text))


@pytest.mark.parametrize("text", ["", "data:video/mp4;base64,AAAA", "blob:https://x.example/1"])
def test_no_file(text: str) -> None:
    with pytest.raises(ValueError, match="give"):
        parse_media(text, "audio")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a video",
        "javascript:alert(1)",
        "data:video/mp4,x.mp4",
        "ftp://example.org/a.mp4",
        "https://",
        "https://[",
        "https://example.org/a b",
        'https://example.org/"onclick=',
        "recordings/a\x00.mp4",
        "https://www.youtube.com/@somebody",
    ],
)
def test_no_recording(text: str) -> None:
    with pytest.raises(ValueError, match=r"give|copy|remove"):
        parse_media(text)


def test_unlisted_vimeo_is_embedded_with_its_hash() -> None:
    media = parse_media("https://vimeo.com/76979871/abcdef1234#t=5s")
    assert media.embed_url == (
        "https://player.vimeo.com/video/76979871?h=abcdef1234&dnt=1&autoplay=1#t=5s"
    )
    assert media.at(62) == "https://vimeo.com/76979871/abcdef1234#t=62s"
    assert media.player_url == "https://player.vimeo.com/video/76979871?h=abcdef1234&dnt=1"


def test_peertube_is_embedded_from_its_host_without_peers() -> None:
    media = parse_media(f"https://user:secret@Tube.Example:8443/w/{SHORT}?start=9")
    assert media.embed_url == (
        f"https://tube.example:8443/videos/embed/{UUID}?p2p=0&autoplay=1&start=9s"
    )
    assert media.site == "tube.example:8443"


def test_a_federated_video_is_one_recording() -> None:
    one = parse_media(f"https://framatube.org/w/{SHORT}")
    assert same_recording(one, parse_media(f"https://tube.example/videos/watch/{UUID}"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://www.youtube.com/watch?v={ID}&t=12m34s", 754),
        (f"https://www.youtube.com/watch?v={ID}&amp;t=754", 754),
        (f"https://youtu.be/{ID}?t=0", 0),
        (f"https://youtu.be/{ID}#t=754", 754),
        (f"https://www.youtube.com/embed/{ID}?start=754", 754),
        (f"https://youtu.be/{ID}", None),
        (f"https://youtu.be/{ID}?t=soon", None),
        (f"https://vimeo.com/76979871#t={ID}", None),
        ("https://youtu.be/aaaaaaaaaaa?t=754", None),
        ("https://example.org/?t=754", None),
        ("#t=754", None),
        ("mailto:a@example.org", None),
    ],
)
def test_time_in_a_link(url: str, expected: int | None) -> None:
    assert seconds_in(url, parse_media(ID)) == expected


def test_only_youtube_has_a_thumbnail_for_certain() -> None:
    assert [bool(parse_media(text).thumbnail_url) for text in RECORDINGS[:3]] == [
        True,
        True,
        False,
    ]


@given(st.sampled_from(RECORDINGS), st.integers(0, 999_999))
def test_a_link_at_a_time_leads_there(text: str, seconds: int) -> None:
    media = parse_media(text)
    url = media.at(seconds)
    assert seconds_in(url, media) == seconds
    assert parse_media(url).start == seconds
    assert same_recording(parse_media(url), media)


def test_a_fragment_that_is_a_place_is_left_alone() -> None:
    media = parse_media("https://meet.example/app#/recordings/1")
    assert media.at(9) == media.url
    assert not same_recording(media, parse_media("https://meet.example/app#/recordings/2"))


@given(st.sampled_from(RECORDINGS), st.sampled_from(RECORDINGS))
def test_different_recordings_differ(one: str, other: str) -> None:
    alike = {RECORDINGS[0]: 0, RECORDINGS[1]: 0, RECORDINGS[2]: 1, RECORDINGS[3]: 1}
    alike |= {RECORDINGS[4]: 2, RECORDINGS[5]: 2}
    expected = alike.get(one, one) == alike.get(other, other)
    assert same_recording(parse_media(one), parse_media(other)) == expected


@given(st.text() | st.sampled_from(RECORDINGS).flatmap(lambda url: st.text().map(url.__add__)))
def test_any_text_is_media_or_a_value_error(text: str) -> None:
    try:
        media = parse_media(text)
    except ValueError:
        return
    assert isinstance(media, Media)
    assert media.start >= 0
    assert media.is_played is bool(media.embed_url or media.is_file)
    # nothing but addresses of http and https, and paths
    assert not media.url.lower().startswith(("javascript:", "data:"))
    seconds_in(text, media)
