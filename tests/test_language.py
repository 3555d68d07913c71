"""What language a report is in."""

import pytest

from tellings.text.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Spain suspended joint patrols with Portugal on Friday, the minister said after a meeting of the cabinet.",
            "en",
        ),
        ("Putin, Erdogan meet in Ankara.", "en"),
        (
            "España suspendió el viernes las patrullas conjuntas con Portugal, dijo el ministro tras una reunión del gobierno.",
            "es",
        ),
        (
            "L'Espagne a suspendu vendredi les patrouilles communes avec le Portugal, a déclaré le ministre.",
            "fr",
        ),
        (
            "Spanien hat am Freitag die gemeinsamen Patrouillen mit Portugal ausgesetzt, sagte der Minister nach der Sitzung.",
            "de",
        ),
        ("أعلنت إسبانيا يوم الجمعة تعليق الدوريات المشتركة مع البرتغال بعد اجتماع مجلس الوزراء في مدريد", "ar"),
        ("Испания приостановила в пятницу совместное патрулирование с Португалией, заявил министр после заседания.", "ru"),
        ("", "en"),
        ("12 34", "en"),
    ],
)
def test_the_language_is_told_by_the_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_metadata_win() -> None:
    assert language_of("The minister said that it was the end of the talks.", "fr-CA") == "fr"
