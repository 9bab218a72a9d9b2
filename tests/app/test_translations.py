"""Both languages of the window: every text translated, placeholders kept, and what services say put into Chinese."""

import math

import pytest
from PyQt5.QtCore import QCoreApplication, QLocale
from PyQt5.QtWidgets import QDialogButtonBox

from app import language
from app.language import CHINESE, ENGLISH, catalogue_path, day_words, told
from app.said import Said, joined, recalled, said
from app.services.reasons import VERBAL_SCALE, stored_reason
from gluonar_engine.scoring import verbal_scale
from scripts.translations import glued_in, problems_of, refresh, source_texts, texts_in

TEMPLATE = "Only {heard_s:.1f} s of speech was found."


@pytest.fixture
def chinese(qapp):
    language.use(qapp, CHINESE)
    yield
    language.use(qapp, ENGLISH)


def test_every_text_of_the_window_has_a_chinese_translation():
    """After adding texts: python scripts/translations.py, then fill in what it lists."""
    assert problems_of(catalogue_path(CHINESE), source_texts()) == []


def test_what_is_not_whole_is_found(tmp_path):
    path, texts = tmp_path / "zh.ts", {("One", ""): "a.py", ("{n} takes", ""): "a.py", ("Open", "verb"): "b.py"}
    refresh(path, texts)
    assert problems_of(path, texts) == [
        "a.py: not translated: 'One'",
        "a.py: not translated: '{n} takes'",
        "b.py: not translated: 'Open'",
    ]
    whole = path.read_text(encoding="utf-8")
    for text, translation in (("One", "一"), ("{n} takes", "{m} 段录音"), ("Open", "打开")):
        empty = '<translation type="unfinished"></translation>'
        source = f"<source>{text}</source>"
        before, after = whole.split(source)
        whole = before + source + after.replace(empty, f"<translation>{translation}</translation>", 1)
    path.write_text(whole, encoding="utf-8")
    assert problems_of(path, texts) == ["zh.ts: other placeholders: '{n} takes' -> '{m} 段录音'"]
    del texts["One", ""]
    assert "zh.ts: of no text any more: 'One'" in problems_of(path, texts)


def test_refreshing_keeps_what_is_translated(tmp_path):
    path = tmp_path / "zh.ts"
    refresh(path, {("One", ""): "a.py"})
    path.write_text(path.read_text().replace(' type="unfinished">', ">一"), encoding="utf-8")
    refresh(path, {("Two", ""): "a.py", ("One", ""): "b.py"})
    assert language.read_catalogue(path) == {("One", ""): "一"}
    assert "<source>Two</source>" in path.read_text(encoding="utf-8")
    refresh(path, {("Two", ""): "a.py"})
    assert "One" not in path.read_text(encoding="utf-8")


def test_texts_are_found_where_they_are_said():
    source = """
self.tr("one"); QCoreApplication.translate("Class", "two"); said("three {n}", n=1)
self.tr("four" if there else "five"); UserError("six.", "seven."); self.tr("open", "verb"); self.tr(TEXT)
class Gone(UserError):
    def __init__(self): super().__init__("Eight is gone.", "Look for nine.")
title = "Ten."; title = self.tr("eleven"); name = "not shown"
with written_file(path, "twelve"): pass
"""
    wanted = ["one", "two", "three {n}", "four", "five", "six.", "seven.", "open", "Eight is gone.", "Look for nine."]
    wanted += ["Ten.", "eleven", "twelve"]
    assert [text for text, _ in texts_in(source)] == wanted
    assert ("open", "verb") in texts_in(source)


@pytest.mark.parametrize(
    "code",
    ['self.tr(f"{n} takes")', 'UserError(f"No {name}.", "Try again.")', 'said(f"a {b}")', 'title = f"No {name}."'],
)
def test_texts_glued_from_pieces_are_found(code):
    assert len(list(glued_in(code))) == 1
    assert list(glued_in('Notice(f"{title} {advice}", self.tr("{n} takes").format(n=n))')) == []


def test_what_a_service_said_is_told_in_chinese(chinese):
    assert told(said(TEMPLATE, heard_s=1.24)) == "只找到 1.2 秒语音。"
    assert told("Nobody is enrolled yet.") == "还没有注册任何人。"
    nested = said("Nothing of {name} was enrolled: {title}", name="Verify", title=said(TEMPLATE, heard_s=2))
    assert told(nested) == "Verify 的录音都没有注册：只找到 2.0 秒语音。"
    assert told(joined(["No speech was found.", said(TEMPLATE, heard_s=1)])) == "没有找到语音。只找到 1.0 秒语音。"
    assert told("") == "" and told(None) is None


def test_to_everything_else_it_is_plain_english():
    sentence = said(TEMPLATE, heard_s=1.24)
    assert sentence == "Only 1.2 s of speech was found." and isinstance(sentence, Said)
    assert told(sentence) == sentence
    assert joined([]) == "" and joined(["One.", "Two."]) == "One. Two."


def test_stored_reason_is_taken_apart_again(chinese):
    text = (
        "The recording is over a million times more likely if this speaker is talking than if somebody else is. "
        "The operating point is a likelihood ratio of 7.4."
    )
    assert told(stored_reason(text)) == (
        "如果是这个说话人在说话，这段录音的可能性是别人说话时的 超过一百万 倍。工作点的似然比是 7.4。"
    )
    assert stored_reason(text) == text
    assert told(stored_reason("Something else, {as} it was written.")) == "Something else, {as} it was written."
    assert recalled("{x}", [TEMPLATE]) == "{x}"


@pytest.mark.parametrize("sign", [-1, 1])
def test_the_engines_words_for_a_ratio_are_translated(chinese, sign):
    words = {verbal_scale(sign * math.log(ratio)) for ratio in (1.1, 3, 30, 300, 3e3, 3e4, 3e6)}
    assert words <= set(VERBAL_SCALE) and len(words) == 7
    assert not any(told(word).isascii() for word in words)


def test_buttons_dates_and_numbers_are_chinese(chinese, add):
    box = add(QDialogButtonBox, QDialogButtonBox.Save | QDialogButtonBox.Cancel)
    assert [button.text() for button in box.buttons()] == ["保存", "取消"]
    assert day_words("2026-11-02T10:00:00+00:00") == "2026/11/2"
    assert QLocale().name() == "zh_CN"


def test_english_again_and_the_systems_choice(qapp, monkeypatch):
    language.use(qapp, CHINESE)
    language.use(qapp, ENGLISH)
    assert QCoreApplication.translate("Anything", "Verify") == "Verify"
    assert day_words("2026-11-02") == "2026-11-02"
    for name, code in (("zh_CN", CHINESE), ("zh_TW", CHINESE), ("en_GB", ENGLISH), ("de_DE", ENGLISH)):
        monkeypatch.setattr(QLocale, "system", lambda name=name: QLocale(name))
        assert language.of_system() == code
