# ruff: noqa: E501 - texts long enough to be judged
"""A language is told where the text leaves no doubt, and only there."""

import pytest

from onrecord.model import Origin
from onrecord.reading.languages import find_language, language_code
from onrecord.reading.reports import Fields, make_report

TEXTS = {
    "en": "The minister told reporters that the government would not talk to the opposition before the vote on Tuesday. She said it was for the courts to decide who had been right, and that they would have the last word. ",
    "de": "Die Ministerin sagte am Dienstag, dass die Regierung vor der Abstimmung nicht mit der Opposition sprechen werde. Es sei die Sache der Gerichte, darüber zu entscheiden, wer recht habe, und sie würden auch das letzte Wort haben. ",
    "fr": "La ministre a dit mardi que le gouvernement ne parlerait pas avec l'opposition avant le vote. C'est aux tribunaux de décider qui avait raison, et ils auront le dernier mot dans cette affaire, selon elle. ",
    "es": "La ministra dijo el martes que el gobierno no hablaría con la oposición antes de la votación. Son los tribunales los que deben decidir quién tenía razón, y ellos tendrán la última palabra en este caso. ",
    "pt": "A ministra disse na terça-feira que o governo não falaria com a oposição antes da votação. São os tribunais que devem decidir quem tinha razão, e eles terão também a última palavra em todo o caso. ",
    "it": "La ministra ha detto martedì che il governo non parlerà con l'opposizione prima del voto. Sono i tribunali che devono decidere chi aveva ragione, e anche loro avranno l'ultima parola in questo caso. ",
    "nl": "De minister zei dinsdag dat de regering niet met de oppositie zou praten voor de stemming. Het is aan de rechter om te bepalen wie er gelijk had, en die zal ook het laatste woord hebben over de zaak. ",
    "pl": "Minister powiedziała we wtorek, że rząd nie będzie rozmawiał z opozycją przed głosowaniem. To do sądów należy decyzja, kto miał rację, i to one będą miały ostatnie słowo w tej sprawie, jak się wydaje. ",
    "ru": "Министр сказала во вторник, что правительство не будет говорить с оппозицией до голосования. Это дело судов решать, кто был прав, и они же скажут последнее слово по этому делу, как она считает. ",
    "zh": "部长星期二表示，政府在投票之前不会与反对派对话。她说，谁对谁错应由法院来决定，法院将对此案作出最后的裁决。"
    * 2,
    "ja": "大臣は火曜日、政府は採決の前に野党と話し合わないと述べた。誰が正しかったかを決めるのは裁判所であり、最後の判断も裁判所が下すと語った。"
    * 2,
    "ar": "قالت الوزيرة يوم الثلاثاء إن الحكومة لن تتحدث مع المعارضة قبل التصويت، وأضافت أن القرار في هذا الأمر يعود إلى المحاكم التي ستقول الكلمة الأخيرة في القضية بعد أن كان الخلاف قد طال بين الطرفين. ",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_languages_of_the_news(language: str) -> None:
    assert find_language(TEXTS[language] * 2) == language


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag.",
        "Der Spiegel, Die Zeit und Das Bild.",
        "",
        "1 2 3 " * 200,
        "Rain. " * 3,
        "Les Misérables in Le Monde",
    ],
)
def test_short_and_odd_texts_get_no_answer(text: str) -> None:
    assert find_language(text) is None


def test_english_with_names_of_other_tongues_is_english() -> None:
    assert find_language(TEXTS["en"] + "José de la Cruz y Los Ríos of El País; Ursula von der Leyen. " * 2) == "en"


def report(text: str, language: str | None = None) -> str | None:
    return make_report(Fields(text=text, language=language), Origin(path="x", sha256="", encoding="utf-8")).language


def test_the_text_goes_before_what_its_template_states() -> None:
    assert report(TEXTS["en"], "de") == "en"
    assert report(TEXTS["de"], "en") == "de"
    assert report("Rain in Oslo.", "en-GB") == "en"
    assert report("Rain in Oslo.") is None


def test_codes() -> None:
    assert [language_code(c) for c in ("en-GB", "EN", "eng", "English", "", None)] == [
        "en",
        "en",
        "en",
        None,
        None,
        None,
    ]
