"""Every string of the interface exists in both languages."""

import re
from pathlib import Path

from cxtrain.translations import catalogue

ROOT = Path(__file__).resolve().parent.parent.parent


def test_no_message_lacks_its_chinese():
    assert catalogue.untranslated(ROOT) == {}


def test_the_compiled_catalogue_is_what_the_packages_say():
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(catalogue.merged())


def test_each_chinese_text_keeps_the_placeholders_of_the_english():
    wrong = []
    for message in catalogue.merged():
        if message.id:
            english = message.id if isinstance(message.id, str) else message.id[-1]
            chinese = message.string if isinstance(message.string, str) else message.string[0]
            places = [set(re.findall(r"%\(\w+\)[sd]", text)) for text in (english, chinese)]
            if places[0] != places[1]:
                wrong.append(english)
    assert wrong == []


def test_no_template_says_anything_outside_the_catalogue():
    # What remains of a template without its tags, its expressions and its markup must have no word in it.
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"{#.*?#}|{% block main_class %}.*?{% endblock %}|{%.*?%}|{{.*?}}|<style>.*?</style>|<title[^>]*>\s*</title>|<!doctype html>", " ",
                      path.read_text(), flags=re.S)
        text = re.sub(r"<[^>]*>", " ", text)
        words = [w for w in re.findall(r"[A-Za-z]{3,}|[\u4e00-\u9fff]+", text) if w not in ("cxtrain", "nbsp", "SERVQUAL", "NPS", "CSAT", "CES", "PDF", "XLSX", "CSV")]
        if words and ".pdf." not in path.name and path.name != "sheet.html":
            wrong.append(f"{path.relative_to(ROOT)}: {words[:5]}")
    assert wrong == []


def test_each_action_of_the_ledger_has_its_chinese():
    actions = set()
    for path in (ROOT / "cxtrain").rglob("*.py"):
        actions |= set(re.findall(r'record\(\s*"([^"]+)"', path.read_text()))
    assert len(actions) > 30
    whole = catalogue.merged()
    assert {action for action in actions if not whole.get(action)} == set()
