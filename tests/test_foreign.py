"""Reports in languages that are not read: cut into blocks, exported, linked by copy and by names, and they say so."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tellings.data.gazetteer import open_gazetteer
from tellings.desk.desk import Desk
from tellings.extract.syntax import Parse, Parser
from tellings.model.report import Report
from tellings.pipeline import Tools, code_many
from tellings.store.sqlite import SqliteStore
from tellings.text.language import not_read

FRENCH = (
    "ABÉCHÉ (AFP) - Des hommes armés ont tué jeudi quatre agriculteurs dans le village de Kotou, à l’est d’Abéché, a annoncé "
    "le gouverneur Idriss Tolli.\n\nLes assaillants ont pris la fuite à moto en direction de la frontière, selon des habitants. "
    "L’armée a envoyé deux compagnies dans la région et promis une enquête rapide sur les circonstances de l’attaque."
)
EDITED = FRENCH.replace("quatre", "cinq").replace("une enquête rapide", "une enquête")
GERMAN = (
    "Bewaffnete haben am Donnerstag im Dorf Kotou östlich von Abéché vier Bauern getötet, wie Gouverneur Idriss Tolli mitteilte. "
    "Die Angreifer flohen nach Angaben von Bewohnern auf Motorrädern in Richtung der Grenze. Die Armee schickte zwei Kompanien."
)
FARAWAY = (
    "Le parlement portugais a adopté mardi le budget de la pêche pour l’année prochaine, après trois heures de débat à Lisbonne. "
    "La ministre Inês Carvalho a salué un vote de responsabilité, tandis que l’opposition dénonçait des coupes sans précédent."
)


def record(ref: str, outlet: str, text: str, title: str, day: str = "2031-03-14") -> str:
    return json.dumps({"ref": ref, "outlet": outlet, "published": day, "title": title, "text": text})


@pytest.fixture
def desk(tmp_path: Path, parser: Parser) -> Iterator[Desk]:
    lines = [
        record("fr1", "Radio de l’Îlot", FRENCH, "Quatre agriculteurs tués à Kotou"),
        record("fr2", "Le Méridien", EDITED, "Attaque meurtrière à Kotou"),
        record("de", "Inselfunk", GERMAN, "Vier Bauern in Kotou getötet"),
        record("fr3", "Le Méridien", FARAWAY, "Le budget de la pêche adopté", "2031-03-25"),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    tools = Tools(parser, open_gazetteer())
    with Desk(SqliteStore(tmp_path / "s.db"), lambda: tools) as opened:
        assert [o.reason for o in opened.read([str(tmp_path / "a.jsonl")])] == [None] * 4
        yield opened


def test_they_are_cut_into_blocks_and_say_why_they_were_not_read(desk: Desk) -> None:
    rows = {r["ref"]: r for r in desk.export("reports")}
    assert {k: r["not_read"] for k, r in rows.items()} == {
        "fr1": "language fr", "fr2": "language fr", "de": "language de", "fr3": "language fr",
    }  # fmt: skip
    kinds = [b["kind"] for b in rows["fr1"]["blocks"]]
    assert kinds[:2] == ["heading", "dateline"]
    assert kinds.count("body") >= 2
    assert list(desk.export("events")) == []
    assert list(desk.export("statements")) == []
    assert desk.status().unread == {"fr": 3, "de": 1}


def test_they_are_linked_by_copy(desk: Desk) -> None:
    rows = {r["ref"]: r for r in desk.export("reports")}
    assert rows["fr1"]["story"] == rows["fr2"]["story"] != rows["fr3"]["story"]
    [copied] = [s for s in desk.export("stories") if s["story"] == rows["fr1"]["story"]]
    assert any({rows["fr1"]["report"], rows["fr2"]["report"]} <= set(o["reports"]) for o in copied["origins"])
    assert ["quatre", "cinq", "number"] in [change for c in desk.export("copies") for change in c["changes"]] or any(
        change[0] == "quatre" for c in desk.export("copies") for change in c["changes"]
    )


@pytest.mark.parametrize(("language", "words"), [("en", None), ("fr", "language fr"), ("ar", "language ar")])
def test_what_is_said_of_a_language(language: str, words: str | None) -> None:
    assert not_read(language) == words


def test_they_are_linked_by_the_names_in_them(desk: Desk) -> None:
    rows = {r["ref"]: r for r in desk.export("reports")}
    assert rows["de"]["story"] == rows["fr1"]["story"]


def test_a_language_is_read_where_there_is_a_parser_for_it(parser: Parser) -> None:
    asked: list[str] = []

    class Spoken:
        """English in disguise: what is under test is which paragraphs come here."""

        name = "es_spoken"

        def parse(self, paragraphs: Sequence[str]) -> list[Parse]:
            asked.extend(paragraphs)
            return parser.parse(paragraphs)

    tools = Tools(parser, open_gazetteer(), others={"es": Spoken()})
    english, spanish, french = (
        Report(id=language, ref=language, text="Spain suspended patrols on Friday, the minister said.", language=language)
        for language in ("en", "es", "fr")
    )
    codings = code_many([english, spanish, french], tools)
    assert asked == [spanish.text]
    assert [bool(c.statements) for c in codings] == [True, True, False]
