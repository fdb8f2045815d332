"""Reading survey exports: encodings, delimiters, what is missing, and faults named by row and column."""

import io

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.cli.measure.survey import Survey, names_of, pairs_of

TABLE = "题1,题2\n5,7\n,6\n\n3,\n"


@pytest.fixture
def written(tmp_path):
    """Return what writes a file and gives the survey of it."""
    def write(content, **options):
        path = tmp_path / "survey.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return Survey(path, **options)
    return write


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_reads_the_usual_encodings_unasked(written, encoding):
    survey = written(TABLE.encode(encoding))
    assert list(survey.numbers(["题2", "题1"])) == [(7, 5), (6, None), (None, 3)]


def test_another_encoding_is_read_when_it_is_named(written):
    assert written("é\n4\n".encode("cp1252"), encoding="cp1252").column("é") == [4]
    with pytest.raises(click.ClickException, match="no encoding called klingon"):
        written("a\n1\n", encoding="klingon").column("a")


def test_a_wrongly_named_encoding_is_a_sentence(written):
    with pytest.raises(click.ClickException, match="not written in ascii; name its encoding"):
        written(TABLE, encoding="ascii").column("题1")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_it_finds_the_delimiter(written, delimiter):
    assert list(written(f"a{delimiter}b\n1{delimiter}2\n").numbers(["a", "b"])) == [(1, 2)]


def test_a_row_is_named_as_the_spreadsheet_names_it_blank_and_two_line_cells_included(written):
    survey = written('a,note\n1,"two\nlines"\n\nx,\n')
    with pytest.raises(click.ClickException, match='survey.csv: row 4, column "a": "x" is no number; --missing "x"'):
        survey.column("a")


@pytest.mark.parametrize("text", ["nan", "inf", "-Infinity", "1e999", "five", "4,5"])
def test_what_is_no_finite_number_is_refused(written, text):
    with pytest.raises(click.ClickException, match='row 2, column "a".*is no number'):
        written(f'a\n"{text}"\n').column("a")


def test_a_number_outside_the_scale_is_refused_and_its_ends_are_not(written):
    assert written("a\n1\n7\n").column("a", low=1, high=7) == [1, 7]
    for value in ("0.9", "7.1"):
        with pytest.raises(click.ClickException, match=f'row 2, column "a": {value} lies outside the scale 1 to 7'):
            written(f"a\n{value}\n").column("a", low=1, high=7)


def test_blank_short_and_declared_cells_are_missing(written):
    assert list(written("a,b\n99,1\n N/A ,2\n3\n", missing=("99", "N/A")).numbers(["a", "b"])) == [
        (None, 1), (None, 2), (3, None)]


@pytest.mark.parametrize(("header", "sentence"), [
    ("", "the file is empty"), (" , \n", "the file is empty"), ("a,b\n", 'the column "c" is not there; the columns are a, b'),
    ("c,c\n", 'the column "c" stands there twice'),
])
def test_a_header_without_the_column_is_refused(written, header, sentence):
    with pytest.raises(click.ClickException, match=sentence):
        written(header).column("c")


def test_a_missing_file_and_a_broken_table_are_sentences(written, tmp_path):
    with pytest.raises(click.ClickException, match="No such file"):
        Survey(tmp_path / "none.csv").column("a")
    with pytest.raises(click.ClickException, match="is no CSV table"):
        written('a\n"1\n').column("a")
    with pytest.raises(click.ClickException, match="neither UTF-8 nor GB18030"):
        written(b"a\n\xff\xff\n").column("a")


def test_standard_input_is_read_for_a_hyphen(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TABLE.encode("gb18030"))))
    assert Survey("-").column("题1") == [5, None, 3]


@given(st.lists(st.tuples(st.none() | st.floats(-1e6, 1e6), st.none() | st.integers(1, 7)), max_size=20))
def test_what_was_written_is_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("survey") / "s.csv"
    path.write_text("key,a,b\n" + "".join(f"r,{'' if a is None else repr(a)},{'' if b is None else b}\n" for a, b in rows))
    assert list(Survey(path).numbers(["a", "b"])) == rows


@pytest.mark.parametrize(("text", "found"), [("a,b", ["a", "b"]), (" a , b ,", ["a", "b"]), ("题1", ["题1"])])
def test_lists_of_columns(text, found):
    assert names_of(text) == found


def test_lists_that_name_too_few_or_one_twice_are_refused():
    with pytest.raises(click.ClickException, match="at least 2 columns"):
        names_of("a,", least=2)
    with pytest.raises(click.ClickException, match='"a" is named twice'):
        names_of("a,b,a")


def test_pairs_of_columns():
    assert pairs_of("I1/S1, I2 / S2") == [("I1", "S1"), ("I2", "S2")]
    for text in ("a", "a/b/c", "a/", "", "a/b,c"):
        with pytest.raises(click.ClickException, match="pairs of columns such as"):
            pairs_of(text)
    with pytest.raises(click.ClickException, match='"a" is named twice'):
        pairs_of("a/b,a/c")


def test_a_code_for_missing_is_the_same_however_the_export_writes_it(written):
    assert written("a\n99.0\n5\n099\n", missing=("99",)).column("a") == [None, 5, None]
    with pytest.raises(click.ClickException, match='"1_0" is no number'):
        written("a\n1_0\n").column("a")


def test_the_commas_of_a_question_are_no_delimiters(written):
    survey = written('"How likely, in general, would you, say, recommend";"x"\n9;1\n')
    assert survey.column("How likely, in general, would you, say, recommend") == [9]


def test_a_declared_encoding_may_begin_with_a_mark_and_must_be_one_of_text(written):
    assert written("C\n4\n".encode("utf-8-sig"), encoding="utf-8").column("C") == [4]
    with pytest.raises(click.ClickException, match="no encoding called hex"):
        written("C\n4\n", encoding="hex").column("C")


def test_blank_rows_between_others_are_rows_where_asked(written):
    survey = written("a\n1\n\n3\n\n\n")
    assert list(survey.numbered(["a"], blank_rows=True)) == [(2, (1,)), (3, (None,)), (4, (3,))]
    assert list(survey.numbered(["a"])) == [(2, (1,)), (4, (3,))]
