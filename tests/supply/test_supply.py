"""Every package that is installed is locked by hash, has a licence that may be used, and stands in the bill of materials."""

import json
import re
from pathlib import Path

import pytest

from tests.supply.audit import verdict
from tests.supply.licences import licences, page, written
from tests.supply.lock import LOCKS, ROOT, asked_for, locked
from tests.supply.sbom import completed, faults

FREE = {"MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "ISC", "PSF-2.0", "Unlicense", "Zlib", "CC0-1.0"}
WEAK = {"MPL-2.0", "MPL-1.1", "LGPL-3.0-only", "LGPL-2.0-or-later", "LGPL-3.0-or-later"}  # asked of changes to the package itself only; we make none
BESIDE = {"krippendorff": "an oracle of tests; no part of the program asks it"}  # stronger, and why that binds nothing of ours


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_of_a_lock_is_a_package_with_its_hashes(lock):
    packages = locked(lock)
    assert packages and [each.name for each in packages if not each.hashes] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|@ file|^/", lock.read_text(), re.MULTILINE)


def test_a_line_without_its_hash_or_with_an_address_is_seen(tmp_path):
    lock = tmp_path / "all.txt"
    lock.write_text("flask==3.1.3\n")
    assert locked(lock)[0].hashes == ()
    lock.write_text("flask @ https://files.example/flask.whl\n")
    with pytest.raises(ValueError, match="flask"):
        locked(lock)


def test_whatever_setup_asks_for_is_locked():
    names = {each.name for each in locked()}
    assert {extra: missing for extra, wanted in asked_for().items() if (missing := set(wanted) - names)} == {}
    assert "pyotp" in asked_for()[""]  # the one that was added last: the list is read to its end


def test_the_page_of_licences_is_what_is_installed():
    assert written() == licences() and set(written()) == {each.name for each in locked()}
    assert (ROOT / "docs" / "licences.md").read_text() == page()


def usable(expression):
    """Whether a licence, of several the best, may be used: every part of an AND, some part of an OR."""
    parts = [re.sub(r"[()]| WITH .*", "", each).strip() for each in re.split(r" AND ", expression)]
    return all(any(each.strip() in FREE | WEAK for each in part.split(" OR ")) for part in parts)


def test_every_licence_is_known_and_asks_nothing_of_our_code():
    assert {name: licence for name, licence in written().items() if not usable(licence) and name not in BESIDE} == {}
    assert set(BESIDE) <= set(written())


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0-or-later", "unknown", "MIT AND GPL-3.0-only", "", "MIT OR unknown AND SSPL-1.0"])
def test_a_licence_that_binds_or_that_nobody_knows_is_refused(licence):
    assert not usable(licence)


def test_a_package_that_is_only_a_witness_of_tests_is_imported_by_tests_alone():
    imported = "\n".join(path.read_text() for path in Path(ROOT / "cxtrain").rglob("*.py"))
    assert [name for name in BESIDE if re.search(rf"^\s*(import|from) {name}", imported, re.MULTILINE)] == []
    assert set(BESIDE) <= {name for extra in ("test", "dev") for name in asked_for()[extra]}


def bill(**changes):
    """Return a bill of the lock as cyclonedx-py writes it."""
    components = [{"name": each.name, "version": each.version, "externalReferences": [
        {"url": f"https://index.example/{each.name}/", "hashes": [{"alg": "SHA-256", "content": one} for one in each.hashes]}]} for each in locked()]
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components, "metadata": {"tools": {}}, **changes}


def test_the_bill_of_materials_holds_the_lock_with_licences_and_no_address():
    made = completed(bill(), written())
    assert faults(made, locked()) == []
    assert "://" not in json.dumps(made) and all(each["licenses"][0]["expression"] != "NOASSERTION" for each in made["components"])


def test_a_bill_that_lacks_something_is_refused():
    assert faults(completed(bill(specVersion="1.4"), {}), locked()) == ["It is not CycloneDX 1.6."]
    short = completed(bill(), {})
    gone, changed = short["components"].pop(), short["components"][0]
    changed["hashes"] = []
    assert faults(short, locked()) == [f"{gone['name']} {gone['version']} is missing.", f"{changed['name']} has other hashes."]
    assert faults(completed(bill(), {}), locked()[1:]) == [f"{locked()[0].name} {locked()[0].version} is not locked."]


@pytest.mark.parametrize(("answer", "code", "said"), [
    ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, 0, "no known holes in 1 packages"),
    ({"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}]}, 1, "a 1: CVE-1"),
    ({"dependencies": [{"name": "a", "skip_reason": "not found"}]}, 0, "not checked: 1 packages are not known to the service"),
    ({"dependencies": []}, 0, "not checked: 0 packages are not known to the service"),
    (None, 0, "not checked: ERROR: no connection")])
def test_an_audit_that_nobody_answered_is_never_called_clean(answer, code, said):
    assert verdict(1, json.dumps(answer) if answer else "", "first\nERROR: no connection\n") == (code, said)
