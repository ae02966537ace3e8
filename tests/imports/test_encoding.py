import codecs
from pathlib import Path

import pytest

from storage.imports.refusal import Problem, Refused
from storage.imports.table import Layout, Table, read_table

PLAINLY = Layout()
PLAIN = "id,score\n1,9\n2,10\n"
SHARED = Path("../shared/data")
RUSSIAN = SHARED / "dou_ua_russian_cp1251" / "results-of-the-2016_otmetka_vremeni.csv"
SPANISH = SHARED / "rstudio_r_community_googleforms" / "2019_spanish_responses.csv"
SAID = {
    "ru": ("Очень доволен", "Трудно сказать", "Поддержка отвечает медленно", "Всё отлично, спасибо!"),
    "uk": ("Дуже задоволений", "Не знаю, можливо пізніше", "Їжа була смачною", "Підтримка відповідає повільно"),
    "fr": ("Très satisfait", "Je préfère l'ancienne version", "Où est le café ?", "La réponse était rapide"),
    "de": ("Sehr zufrieden", "Überhaupt nicht", "Die Straße ist größer", "Zuverlässig und schön"),
    "es": ("¿Qué tan probable es?", "Muy satisfecho, señor", "Atención rápida y eficaz", "Hace años"),
    "pl": ("Bardzo zadowolony, dziękuję", "Źle, żółw", "Obsługa była świetna", "Może później"),
    "tr": ("Çok memnunum", "Hizmet iyi değil", "Teşekkürler, güzel bir ürün", "İstanbul"),
    "el": ("Πολύ ικανοποιημένος", "Δεν ξέρω", "Καλή εξυπηρέτηση", "ναι"),
    "ja": ("とても満足しています", "わからない", "サポートが遅い", "ありがとう"),
    "en": ("I’d recommend it", "Don’t know – maybe later", "It is “good” enough", "Price: £20"),
}


def written(language: str, encoding: str) -> bytes:
    rows = "".join(f'{n},{n % 11},"{said}"\n' for n, said in enumerate(SAID[language] * 3))
    return ("id,score,say\n" + rows).encode(encoding)


def read(content: bytes, encoding: str | None = None) -> Table:
    return read_table(content, Layout(encoding=encoding))


def refusal(content: bytes, encoding: str | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read(content, encoding)
    return refused.value


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        ("оценка\n9\n".encode(), "utf-8"),
        (codecs.BOM_UTF8 + PLAIN.encode(), "utf-8-sig"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), "utf-16"),
        (PLAIN.encode("utf-32"), "utf-32"),
    ],
)
def test_it_reads_a_file_with_or_without_a_byte_order_mark(content: bytes, encoding: str) -> None:
    table = read(content)
    assert (table.header[0] in ("id", "оценка"), table.layout.encoding) == (True, encoding)


def test_it_reads_the_encoding_it_is_told() -> None:
    assert read("оценка\n9\n".encode("cp866"), "cp866").header == ("оценка",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "UTF8"])
def test_it_forgets_a_byte_order_mark_in_an_encoding_it_is_told(encoding: str) -> None:
    assert read(codecs.BOM_UTF8 + b'"id",score\n1,9\n', encoding).header == ("id", "score")


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ru", "cp1251"),
        ("ru", "koi8_r"),
        ("ru", "mac_cyrillic"),
        ("ru", "cp866"),
        ("uk", "cp1251"),
        ("fr", "cp1252"),
        ("fr", "mac_roman"),
        ("de", "cp1252"),
        ("de", "mac_roman"),
        ("es", "cp1252"),
        ("es", "mac_roman"),
        ("pl", "cp1250"),
        ("pl", "iso8859_2"),
        ("tr", "cp1254"),
        ("el", "cp1253"),
        ("ja", "cp932"),
        ("en", "cp1252"),
    ],
)
def test_it_finds_the_encoding_of_a_text_that_is_not_utf_8(language: str, encoding: str) -> None:
    table = read(written(language, encoding))
    assert table.layout.encoding == encoding
    assert list(table.column(2)) == list(SAID[language] * 3)


def test_it_finds_the_encoding_of_a_cell_far_from_the_start() -> None:
    content = PLAIN.encode() + b"3,9\n" * 200_000 + "4,Трудно сказать\n5,Поддержка отвечает медленно\n".encode("cp1251")
    assert list(read(content).column(1))[-1] == "Поддержка отвечает медленно"


@pytest.mark.parametrize("content", [b"id,score\n1,9\n2,\xe9\n", "id,say\n1,x\n2,café\n".encode("cp1252")])
def test_it_refuses_to_guess_from_a_letter(content: bytes) -> None:
    refused = refusal(content)
    assert (refused.problem, refused.values["line"]) == (Problem.UNDECODABLE, 3)


@pytest.mark.parametrize("language", ["ru", "fr", "ja"])
def test_it_takes_no_damaged_utf_8_for_another_encoding(language: str) -> None:
    refused = refusal(written(language, "utf-8") + b"99,9,\xff\n")
    assert refused.values == {"encoding": "utf-8", "line": 3 * len(SAID[language]) + 2}


def test_it_names_the_line_it_cannot_decode() -> None:
    refused = refusal(b"id,score\n" + b"1,9\n" * 100_000 + b"2,\xe9\n", "utf-8")
    assert refused.values == {"encoding": "utf-8", "line": 100_002}


@pytest.mark.parametrize(
    "encoding", ["klingon", "hex", "rot13", "undefined", "idna", "utf-7", "unicode_escape", "a\0b", "ж"]
)
def test_it_refuses_an_encoding_that_is_none(encoding: str) -> None:
    assert refusal(PLAIN.encode(), encoding).problem is Problem.UNKNOWN_ENCODING


@pytest.mark.skipif(not RUSSIAN.exists(), reason="the folder of real files is not beside the repository")
@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "mac_cyrillic"])
def test_it_finds_the_encoding_of_a_real_file_in_russian(encoding: str) -> None:
    text = RUSSIAN.read_text("utf-8-sig")
    table = read(text.encode(encoding, "ignore"))
    assert (table.layout.encoding, table.header[0]) == (encoding, "Отметка времени")


@pytest.mark.skipif(not SPANISH.exists(), reason="the folder of real files is not beside the repository")
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_it_finds_the_encoding_of_a_real_file_in_spanish(encoding: str) -> None:
    text = SPANISH.read_text("utf-8-sig")
    assert read(text.encode(encoding, "ignore")).layout.encoding == encoding


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real files is not beside the repository")
def test_it_reads_a_real_file_that_is_not_utf_8() -> None:
    table = read_table(SHARED / "fivethirtyeight_starwars_surveymonkey" / "StarWars.csv", PLAINLY)
    assert (table.layout.encoding, sum(1 for _ in table.lines())) == ("cp1252", 1186)


@pytest.mark.parametrize("encoding", ["cp1251", "mac_cyrillic", "koi8_r", "cp866"])
def test_it_tells_the_russian_encodings_apart_by_a_header_alone(encoding: str) -> None:
    header = "Отметка времени;Насколько вы готовы рекомендовать нас?;Комментарий"
    table = read(f"{header}\n01.11.2026 10:00;9;да\n".encode(encoding))
    assert (table.layout.encoding, table.header[0]) == (encoding, "Отметка времени")


def test_it_reads_curly_quotes_and_dashes_of_a_short_file_in_english() -> None:
    content = "id,say\n1,I’d recommend it\n2,Don’t know – maybe later\n".encode("cp1252")
    assert list(read(content).column(1)) == ["I’d recommend it", "Don’t know – maybe later"]


def test_it_looks_at_words_where_many_cells_differ_in_their_digits_alone() -> None:
    times = "".join(f"2016/12/08 {n // 60 % 12}:{n % 60:02}:{n % 59:02} ДП GMT+2,\n" for n in range(3000))
    content = ("time,say\n" + times + "2016/12/09 9:00:00 ДП GMT+2,Трудно сказать; хорошо\n").encode("koi8_r")
    assert read(content).layout.encoding == "koi8_r"
