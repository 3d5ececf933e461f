"""Addresses and ids of YouTube."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxcontrib_meetings.parse.platforms import YouTube, is_played

ID = "-8FoV7pnWgg"
ID_LETTERS = string.ascii_letters + string.digits + "-_"

# words of eleven letters that stand in place of an id
ids = st.text(ID_LETTERS, min_size=11, max_size=11).filter(
    lambda text: text not in ("videoseries", "live_stream")
)


def video(video_id: str, start: int = 0, playlist: str = "") -> YouTube:
    page = f"https://www.youtube.com/watch?v={video_id}" + (
        f"&list={playlist}" if playlist else ""
    )
    return YouTube(video_id, page, start, playlist)


videos = st.builds(video, ids, st.integers(0, 999_999), st.text(ID_LETTERS, max_size=34))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ID, video(ID)),
        (f"  {ID}\n", video(ID)),
        (f"https://www.youtube.com/watch?v={ID}", video(ID)),
        (f"http://youtube.com/watch?v={ID}", video(ID)),
        (f"HTTPS://WWW.YouTube.com/watch?v={ID}", video(ID)),
        (f"www.youtube.com/watch?v={ID}", video(ID)),
        (f"//www.youtube.com/embed/{ID}", video(ID)),
        (f"https://m.youtube.com/watch?feature=share&v={ID}", video(ID)),
        (f"https://music.youtube.com/watch?v={ID}&si=abc", video(ID)),
        (f"https://youtu.be/{ID}", video(ID)),
        (f"https://youtu.be/{ID}?si=q_W3&t=754", video(ID, 754)),
        (f"https://youtu.be/{ID}/", video(ID)),
        (f"https://www.youtube.com/live/{ID}?feature=share", video(ID)),
        (f"https://www.youtube.com/shorts/{ID}", video(ID)),
        (f"https://www.youtube.com/embed/{ID}?start=12", video(ID, 12)),
        (f"https://www.youtube-nocookie.com/embed/{ID}", video(ID)),
        (f"https://www.youtube.com/v/{ID}", video(ID)),
        (f"https://www.youtube.com/watch/{ID}", video(ID)),
        (f"https://www.youtube.com/watch?v={ID}&t=1h2m3s", video(ID, 3723)),
        (f"https://www.youtube.com/watch?v={ID}&amp;t=12m34s", video(ID, 754)),
        (f"https://www.youtube.com/watch?v={ID}#t=90s", video(ID, 90)),
        (f"https://www.youtube.com/watch?v={ID}&t=", video(ID)),
        (f"https://www.youtube.com/watch?v={ID}&list=PL_x-1&index=2", video(ID, 0, "PL_x-1")),
        (f"https://youtu.be/{ID}?t=5 ", video(ID, 5)),
    ],
)
def test_read(text: str, expected: YouTube) -> None:
    assert YouTube.read(text) == expected


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("", "give the id"),
        ("too-short", "give the id"),
        (f"{ID}x", "give the id"),
        ("videoseries", "give the id"),
        ("ä" * 11, "give the id"),
        ("https://vimeo.com/12345", "give the id"),
        (f"https://youtube.com.example.org/watch?v={ID}", "give the id"),
        (f"https://youtube.com@example.org/watch?v={ID}", "give the id"),
        (f"javascript://youtube.com/watch?v={ID}", "give the id"),
        ("https://[youtube.com", "give the id"),
        ("https://www.youtube.com/watch?v=short", "an id has 11 letters"),
        (f"https://www.youtube.com/watch?v={ID}x", "an id has 11 letters"),
        ("https://www.youtube.com/@channel", "an id has 11 letters"),
        ("https://www.youtube.com/playlist?list=PLx", "an id has 11 letters"),
        ("https://www.youtube.com/embed/videoseries?list=PLx", "an id has 11 letters"),
        ("https://www.youtube.com/embed/live_stream?channel=UCx", "an id has 11 letters"),
        (f"https://youtu.be/{ID}?t=soon", "write 754, 12:34"),
        (f"https://youtu.be/{ID}?list=%3Cb%3E", "leave 'list=' out"),
    ],
)
def test_parse_video_says_the_way_out(text: str, way_out: str) -> None:
    with pytest.raises(ValueError, match=way_out):
        YouTube.read(text)


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ("https://", "youtu.be/", "www.youtube.com", "/watch?v=", "/embed/", ID, "&t=", "1:75")
        ),
        max_size=7,
    ).map("".join)
)
def test_any_text_is_a_video_or_a_value_error(text: str) -> None:
    try:
        found = YouTube.read(text)
    except ValueError:
        return
    assert len(found.id) == 11
    assert is_played(text)


def test_messages_are_short() -> None:
    with pytest.raises(ValueError, match=r"xxx\.\.\.' is no YouTube video") as caught:
        YouTube.read("x" * 100_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://youtu.be/{ID}", True),
        ("https://www.youtube.com/@channel", True),
        (" https://www.youtube-nocookie.com/embed/x", True),
        (ID, True),
        ("https://example.org/youtube.com", False),
        ("https://[youtube.com", False),
        ("", False),
    ],
)
def test_is_played(url: str, expected: bool) -> None:
    assert is_played(url) is expected


def test_addresses() -> None:
    known = video(ID, 754, "PLx")
    assert known.start_url == f"https://www.youtube.com/watch?v={ID}&t=754&list=PLx"
    assert known.embed_url == (
        f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1&start=754&list=PLx"
    )
    assert video(ID).start_url == f"https://www.youtube.com/watch?v={ID}"
    assert video(ID).embed_url == f"https://www.youtube-nocookie.com/embed/{ID}?autoplay=1"
    assert video(ID).thumbnail_url == f"https://i.ytimg.com/vi/{ID}/hqdefault.jpg"


def test_at() -> None:
    assert video(ID, 754, "PLx").at(12) == video(ID, 12, "PLx").start_url
    assert video(ID).at(-1) == video(ID).at(0) == f"{video(ID).start_url}&t=0"


@given(videos)
def test_every_address_is_read_back(known: YouTube) -> None:
    assert YouTube.read(known.start_url) == known
    assert YouTube.read(known.embed_url) == known
    assert is_played(known.start_url)
