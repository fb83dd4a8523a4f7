"""Fingerprints and alignment: what counts as the same paragraph, and where it went."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinpolicy.alignment import align
from cinpolicy.fingerprints import Fingerprint, normalised, paragraphs

# --- paragraphs --------------------------------------------------------------------------


def test_a_paragraph_is_a_line_that_is_not_blank() -> None:
    assert paragraphs("One\n\n \t\n  Two  \n\u00a0\nThree") == ("One", "Two", "Three")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\f", "\u2028"])
def test_any_convention_ends_a_line(newline: str) -> None:
    assert paragraphs(newline.join(["One", "", "Two"])) == ("One", "Two")


# --- normalisation -----------------------------------------------------------------------

SAME = [
    ("The child's plan", "the child\u2019s  PLAN."),
    ("re-referral, if any", "Re referral if any"),
    ("4. The plan", "5. The plan"),
    ("(a) the plan", "(b) The plan"),
    ("iv) the plan", "the plan"),
    ("1.2.3. The plan", "The plan"),
    ("5.2 Reviews", "6.10 Reviews"),
    ("  \u2022 Health visitor", "- Health visitor"),
    ("o\tHealth visitor", "Health visitor"),
    ("## 5. **Meetings**", "5. Meetings"),
    ("> The plan", "The plan"),
    ("See [the form](https://a.example/b)", "See the form"),
    ("see <b>the</b> <a href='x.html'>form</a>", "See the form"),
    ("Children &amp; families", "Children & families"),
    ("plan\u00admaker", "planmaker"),
    ("\uff11\uff10 days", "10 days"),
    ("\ufb01nal review", "final review"),
    ("---", "***"),
]
OTHER = [
    ("10 working days", "15 working days"),
    ("10 working days", "working days"),
    ("2 types of note", "3 types of note"),
    ("1.5 hours a week", "15 hours a week"),
    ("1.5 hours a week", "2.5 hours a week"),
    ("in 4.5 weeks", "in 45 weeks"),
    ("\u00a350 a week", "50 a week"),
    ("50% of visits", "50 of visits"),
    ("<10 nights", "10 nights"),
    ("> 75 nights", "75 nights"),
    ("nights <5 and >2", "nights <5"),
    ("must be held", "must not be held"),
    ("plan then visit", "visit then plan"),
    ("e.g. a school", "g a school"),
    ("I decide", "decide"),
    ("caf\u00e9", "cafe"),
    ("01.04.2025 is the day", "02.04.2025 is the day"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_is_ignored(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert Fingerprint.of(one) == Fingerprint.of(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_is_not_ignored(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)
    assert Fingerprint.of(one).digest != Fingerprint.of(other).digest


words = st.lists(st.from_regex(r"[a-z]{2,9}|[0-9]{1,4}", fullmatch=True), min_size=1, max_size=12)
marks = st.from_regex(r"(\d{1,3}|[a-z]|[ivx]{1,4})(\.\d{1,2}){0,3}[.)]", fullmatch=True)
between = st.from_regex(
    r"[ \t]*[ ,;:\u2013\u00a0*_\u2019\u201c\u00ad-][ ,;:*_\"-]{0,2}[ ]", fullmatch=True
)


@given(words)
def test_plain_words_are_their_own_normal_form(some: list[str]) -> None:
    plain = " ".join(some)
    assert normalised(plain) == plain
    assert normalised(plain.upper()) == plain


@given(words, marks, st.sampled_from(["", "  ", "- ", "\u2022 ", "### ", "**", "("]))
def test_a_list_mark_is_no_part_of_a_paragraph(some: list[str], mark: str, before: str) -> None:
    plain = " ".join(some)
    assert normalised(f"{before}{mark} {plain}") == plain


@given(words, st.data())
def test_punctuation_between_words_is_no_part_of_a_paragraph(
    some: list[str], data: st.DataObject
) -> None:
    text = some[0]
    for word in some[1:]:
        text += data.draw(between) + word
    # A first word of one letter or of figures with a stop after it would be a list mark.
    assert normalised(f"x y {text}") == " ".join(["x", "y", *some])


@given(st.text())
def test_any_text_has_a_normal_form(text: str) -> None:
    form = normalised(text)
    assert form == " ".join(form.split())
    assert not re.search(r"[.,;:!?*_#|()\[\]]", form)
    assert Fingerprint.parse(str(Fingerprint.of(text))) == Fingerprint.of(text)


@given(words, words)
def test_two_digests_are_equal_where_the_words_are(one: list[str], other: list[str]) -> None:
    same = Fingerprint.of(" ".join(one)).digest == Fingerprint.of(" ".join(other)).digest
    assert same == (one == other)


# --- likeness ----------------------------------------------------------------------------

RULE = (
    "The first meeting should be held by the social worker no later than 10 working days after "
    "the assessment has been completed and agreed by the team manager"
)


@given(words, words)
def test_likeness_goes_both_ways_and_is_1_for_the_same_words_alone(
    one: list[str], other: list[str]
) -> None:
    a, b = Fingerprint.of(" ".join(one)), Fingerprint.of(" ".join(other))
    assert a.likeness(b) == b.likeness(a)
    assert 0 <= a.likeness(b) <= 1
    assert (a.likeness(b) == 1) == (one == other)


def test_a_small_change_is_told_from_another_paragraph() -> None:
    changed = Fingerprint.of(RULE.replace("10 working days", "15 working days"))
    other = Fingerprint.of("Minutes are sent to the family, the school and every agency invited")
    assert Fingerprint.of(RULE).likeness(changed) > 0.9
    assert Fingerprint.of(RULE).likeness(other) < 0.4


def test_likeness_estimates_the_share_of_words() -> None:
    """200 words of 6 letters, half of them replaced: the angle's cosine is a half."""
    drawn = random.Random(1989)
    letters = "abcdefghijklmnopqrstuvwxyz"
    some = ["".join(drawn.choices(letters, k=6)) for _ in range(300)]
    assert len(set(some)) == 300
    half = Fingerprint.of(" ".join(some[:200])).likeness(Fingerprint.of(" ".join(some[100:])))
    assert half == pytest.approx(0.5, abs=0.2)


def test_paragraphs_without_words_are_like_none() -> None:
    rule = Fingerprint.of("---")
    assert rule.sketch == 0
    assert rule.likeness(Fingerprint.of("a plan")) == 0
    assert rule.likeness(Fingerprint.of("***")) == 1


@pytest.mark.parametrize(
    "written",
    ["", "9f86d081884c", "9f86d081884c 1f00aa33bb22cc4", "9F86D081884C 1f00aa33bb22cc44",
     "9f86d081884c  1f00aa33bb22cc44", "9f86d081884c 1f00aa33bb22cc44 "],
)  # fmt: skip
def test_a_fingerprint_is_written_in_one_way(written: str) -> None:
    with pytest.raises(ValueError, match="12 and 16 hexadecimal digits"):
        Fingerprint.parse(written)


# --- alignment ---------------------------------------------------------------------------


def prints(*texts: str) -> list[Fingerprint]:
    return [Fingerprint.of(text) for text in texts]


def of_letters(text: str) -> list[Fingerprint]:
    """A paragraph for each letter: no two of them are alike unless they are the same."""
    return [Fingerprint(letter * 12, 0) for letter in text]


letters = st.text("abcdef", max_size=20)


@given(letters)
def test_a_text_aligns_with_itself(text: str) -> None:
    aligned = align(of_letters(text), of_letters(text))
    assert aligned.same == {i: i for i in range(len(text))}
    assert (aligned.changed, aligned.new) == ({}, ())


@given(letters, letters)
def test_as_many_as_can_be_are_paired_once_each_with_their_like(one: str, other: str) -> None:
    aligned = align(of_letters(one), of_letters(other))
    assert all(one[i] == other[j] for i, j in aligned.same.items())
    assert len(set(aligned.same.values())) == len(aligned.same)
    most = sum(min(one.count(letter), other.count(letter)) for letter in set(one))
    assert len(aligned.same) == most
    assert set(aligned.new) == set(range(len(other))) - set(aligned.same.values())


@given(letters, st.integers(0, 20), st.integers(1, 3))
def test_what_is_put_in_is_new_and_all_else_follows_in_order(
    text: str, place: int, many: int
) -> None:
    place = min(place, len(text))
    longer = text[:place] + "z" * many + text[place:]
    aligned = align(of_letters(text), of_letters(longer))
    assert aligned.same == {i: i if i < place else i + many for i in range(len(text))}
    assert aligned.new == tuple(range(place, place + many))


@given(st.permutations("abcdefghij"))
def test_what_is_moved_is_found(order: list[str]) -> None:
    aligned = align(of_letters("abcdefghij"), of_letters("".join(order)))
    assert {("abcdefghij"[i], order[j]) for i, j in aligned.same.items()} == {
        (letter, letter) for letter in order
    }


def test_twins_are_told_apart_by_their_neighbours() -> None:
    """a x b x c, of which the first x is taken out: the x that is left is the second one."""
    assert align(of_letters("axbxc"), of_letters("abxc")).same == {0: 0, 2: 1, 3: 2, 4: 3}
    assert align(of_letters("axbxc"), of_letters("axbc")).same == {0: 0, 1: 1, 2: 2, 4: 3}


def test_a_block_that_moved_is_found_whole() -> None:
    """cde goes to the front: 2, 3, 4 stand at 0, 1, 2, and a and b after them."""
    aligned = align(of_letters("abcdefg"), of_letters("cdeabfg"))
    assert aligned.same == {0: 3, 1: 4, 2: 0, 3: 1, 4: 2, 5: 5, 6: 6}


def test_a_changed_paragraph_is_told_from_a_new_and_a_vanished_one() -> None:
    old = prints("Heading", RULE, "The plan is sent to the family and to every agency", "End")
    new = prints(
        "Heading",
        "Somebody else pays for taxis, buses and the interpreter",
        RULE.replace("10", "15"),
        "End",
    )
    aligned = align(old, new)
    assert aligned.same == {0: 0, 3: 3}
    assert aligned.changed == {1: 2}
    assert aligned.new == (1,)


def test_a_changed_paragraph_is_found_where_it_was_moved_to() -> None:
    changed = RULE.replace("10", "15")
    aligned = align(prints(RULE, "Heading", "End"), prints("Heading", "End", changed))
    assert aligned.same == {1: 0, 2: 1}
    assert aligned.changed == {0: 2}


def test_the_most_alike_are_paired_first() -> None:
    """Two rules of one wording change places and a word each: the number tells which is which."""
    first, second = RULE, RULE.replace("first meeting", "plan review meeting")
    old = prints("Start", first, second, "End")
    new = prints("Start", f"{second} today", f"{first} today", "End")
    assert align(old, new).changed == {1: 2, 2: 1}


def test_a_long_text_of_much_the_same_lines_keeps_its_order() -> None:
    """Every other line of 300 is a rule across the page: one put in moves the rest by one."""
    text = [Fingerprint("0" * 12 if n % 2 else f"{n:012x}", 0) for n in range(2, 302)]
    longer = [*text[:151], Fingerprint("f" * 12, 0), *text[151:]]
    aligned = align(text, longer)
    assert aligned.same == {n: n if n < 151 else n + 1 for n in range(300)}
    assert aligned.new == (151,)


def test_lines_that_come_over_and_over_are_found_behind_a_new_one() -> None:
    aligned = align(of_letters("ab" * 150), of_letters("c" + "ab" * 150))
    assert aligned.same == {n: n + 1 for n in range(300)}
