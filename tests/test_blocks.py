"""A text cut into blocks: nothing lost, nothing twice, and no body taken for anything else."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.data.agencies import agencies, agency_forms
from tellings.model.report import Block, BlockKind
from tellings.text.blocks import Cut, cut

REPORT = """Ferry sinks off Limassol

By Jane Doe and John Roe in Nicosia

LIMASSOL, Mar 3 (Reuters) - A ferry with 120 people aboard sank off Limassol on Monday, officials said.

Guards pull a survivor from the water off Limassol on March 3, 2025. - The harbour is shut. (Photo by Ann Poe / AFP)

"We are looking for forty people," the harbour master told reporters at the pier.

Calls for calm

The minister of transport asked the families of the missing to stay away until the search is over.

Read more: Five ferries that sank

(Reporting by Jane Doe; Editing by John Roe)
"""

PIECES = st.sampled_from(
    [
        "LIMASSOL, Mar 3 (Reuters) — ", "(AFP)", "(Photo by Ann Poe / AFP)", " - ", "\n", "\n\n", "By Jane Doe",
        "date 2025-03-03 ", "The ferry sank on Monday. ", "© AFP", "--Reuters", "Read more: ", "Calls for calm", "a ", "“Yes,” ",
        "AP contributed to this report.", "\u2028", " ",
    ]
)  # fmt: skip


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.kind.value, text[b.start : b.end]) for b in cut(text, (), title).blocks]


def assert_tiles(text: str, made: Cut) -> None:
    edges = [0, *(edge for b in made.blocks for edge in (b.start, b.end)), len(text)]
    assert edges == sorted(edges)
    assert all(text[b.start : b.end].strip() == text[b.start : b.end] != "" for b in made.blocks)
    gaps = [text[a:b] for a, b in list(pairwise(edges))[::2]]
    assert not "".join(gaps).strip()


@given(
    st.lists(PIECES, max_size=25).map("".join), st.sampled_from([None, "Ferry sinks off Limassol", "The ferry sank on Monday"])
)
def test_blocks_tile_a_text_but_for_white_space(text: str, title: str | None) -> None:
    assert_tiles(text, cut(text, (), title))


@given(st.text(max_size=200))
def test_blocks_tile_any_text(text: str) -> None:
    assert_tiles(text, cut(text))


@given(st.lists(st.sampled_from(["The ferry sank on Monday, officials said.", "He said no."]), min_size=1, max_size=5))
def test_plain_sentences_are_body(sentences: list[str]) -> None:
    assert {kind for kind, _ in kinds("\n\n".join(sentences))} == {"body"}


def test_a_report_in_all_its_parts() -> None:
    made = cut(REPORT, (), "Ferry sinks off Limassol")
    assert [b.kind.value for b in made.blocks] == [
        "heading", "byline", "dateline", "body", "caption", "body", "credit", "body", "heading", "body", "boilerplate", "credit",
    ]  # fmt: skip
    assert made.byline == ("Jane Doe", "John Roe")
    assert made.dateline is not None
    assert made.dateline.places == ("Limassol",)
    assert [(c.agency, c.of) for c in made.credits] == [("Reuters", "text"), ("Agence France-Presse", "photo")]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("The ferry sank off the coast on Monday. - Reuters", "Reuters"),
        ("The ferry sank off the coast on Monday.--AFP", "Agence France-Presse"),
        ("The ferry sank off the coast on Monday. (Xinhua)", "Xinhua"),
        ("The ferry sank off the coast on Monday. /TASS/", "TASS"),
        ("The ferry sank off the coast on Monday. By Jane Doe, The Canadian Press.", "Canadian Press"),
        ("The ferry sank off the coast on Monday. Jane Doe, VOA News, Miami.", "Voice of America"),
        ("The ferry sank off the coast on Monday.\n\nThe Associated Press contributed to this report.", "Associated Press"),
        ("The ferry sank off the coast on Monday.\n\n© AFP", "Agence France-Presse"),
        ("The ferry sank off the coast on Monday.\n\nSource: Anadolu Agency", "Anadolu"),
        ("The ferry sank off the coast on Monday.\n\nAFP", "Agence France-Presse"),
        ("The ferry sank off the coast on Monday. dpa:240516-99-53606/3", "Deutsche Presse-Agentur"),
    ],
)
def test_a_text_credit_names_its_agency_and_leaves_the_body(text: str, agency: str) -> None:
    made = cut(text)
    assert [(c.agency, c.of) for c in made.credits] == [(agency, "text")]
    assert kinds(text)[0] == ("body", "The ferry sank off the coast on Monday.")


@pytest.mark.parametrize(
    ("caption", "credit", "agency"),
    [
        ("A ferry lists off Limassol on March 3, 2025.", "(Photo by Ann Poe / AFP)", "Agence France-Presse"),
        ("LIMASSOL, CYPRUS - MARCH 3: Divers search the harbour. Families wait.", "( Ann Poe - Anadolu Agency )", "Anadolu"),
        ("A ferry lists off Limassol.", "(AP Photo/Ann Poe)", "Associated Press"),
        ("A ferry lists off Limassol.", "REUTERS/Ann Poe", "Reuters"),
        ("A ferry lists off Limassol.", "[Ann Poe/Reuters]", "Reuters"),
        ("A ferry lists off Limassol on 3 Mar. 2025.", "Ann Poe / Pool via Reuters", "Reuters"),
        ("A ferry lists off Limassol.", "Photograph: Ann Poe/Getty Images", "Getty Images"),
    ],
)
def test_a_photo_credit_is_no_text_credit(caption: str, credit: str, agency: str) -> None:
    text = f"{caption} {credit}\n\nThe ferry sank off the coast on Monday, officials said."
    assert kinds(text)[:2] == [("caption", caption), ("credit", credit)]
    assert [(c.agency, c.of) for c in cut(text).credits] == [(agency, "photo")]


def test_names_behind_the_last_paragraph_sign_the_text() -> None:
    text = "The ferry sank off the coast on Monday, officials said.\n\nNobody was hurt. (Jane Doe/PNA)"
    assert [kind for kind, _ in kinds(text)] == ["body", "body", "credit"]
    assert [c.of for c in cut(text).credits] == ["text"]


def test_what_the_format_says_is_believed() -> None:
    text = "A ferry lists. LIMASSOL (AFP) - The ferry sank on Monday."
    given_blocks = (Block(BlockKind.CAPTION, 0, 14), Block(BlockKind.BODY, 15, len(text)))
    made = cut(text, given_blocks)
    assert [b.kind.value for b in made.blocks] == ["caption", "dateline", "body"]


def test_a_title_run_into_the_text_is_a_heading() -> None:
    text = "Fri 07 Mar 2025 at 0914 Ferry sinks off Limassol. A ferry sank off the port on Friday.-AFP"
    assert [kind for kind, _ in kinds(text, "Ferry sinks off Limassol")] == ["dateline", "heading", "body", "credit"]
    made = cut(text, (), "Ferry sinks off Limassol")
    assert made.dateline is not None
    assert made.dateline.day == date(2025, 3, 7)


def test_a_sentence_that_begins_like_the_title_stays_whole() -> None:
    text = "Ferry sinks off Limassol in rough seas, killing at least four people on board."
    assert kinds(text, "Ferry sinks off Limassol") == [("body", text)]


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    line = "The ferry sank in rough seas off the port while it was on its way to"
    text = "\n".join([line] * 6) + "\nthe mainland.\n\nNobody was hurt."
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_an_agency_has_one_name_and_credits_know_it_by_several() -> None:
    names = [a.name for a in agencies()]
    assert len(names) == len(set(names)) > 300
    assert agency_forms()["AFP"].name == "Agence France-Presse"
    assert {a.kind for a in agencies()} == {"wire", "photo", "pool"}
