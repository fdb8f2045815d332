"""The wheel is whole: installed into an empty environment and run from the root folder, it serves."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CARRIED = ("templates", "static", "scenarios", "migrations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from the files that git knows."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    for name in filter(None, (each.decode() for each in files)):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(out), str(source)],
                   check=True, capture_output=True)
    return source, next(out.glob("*.whl"))


def test_it_carries_every_file_that_the_application_reads(wheel):
    source, path = wheel
    inside = set(zipfile.ZipFile(path).namelist())
    wanted = {f"cxtrain/{p.relative_to(source)}" for folder in CARRIED for p in (source / folder).rglob("*") if p.is_file()}
    wanted |= {str(p.relative_to(source)) for p in (source / "cxtrain").rglob("*.py")}
    wanted |= {str(p.relative_to(source)) for p in (source / "cxtrain").rglob("*.mo")}
    assert wanted - inside == set()
    assert not [name for name in inside if "__pycache__" in name or name.startswith("tests/")]


def test_each_package_is_listed_in_setup_cfg():
    listed = (ROOT / "setup.cfg").read_text()
    packages = {".".join(p.parent.relative_to(ROOT).parts) for p in (ROOT / "cxtrain").rglob("__init__.py")}
    assert {name for name in packages if f"\n    {name}\n" not in listed} == set()


@pytest.mark.slow
def test_it_runs_from_the_root_folder_in_an_empty_environment(wheel, tmp_path):
    environment = tmp_path / "env"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", "-p", sys.executable, str(environment)], check=True)
    subprocess.run([*uv, "pip", "install", "-q", "-p", str(environment), "-c", str(ROOT / "requirements" / "all.txt"),
                    str(wheel[1])], check=True, capture_output=True)
    command, settings = str(environment / "bin" / "cxtrain"), {"PATH": os.environ["PATH"], "CXTRAIN_INSTANCE": str(tmp_path)}
    subprocess.run([command, "db", "upgrade"], cwd="/", env=settings, check=True, capture_output=True)
    code = ("from cxtrain.app import create_app; app = create_app(); import cxtrain; "
            "page = app.test_client().get('/sign-in'); print(page.status_code, cxtrain.__file__)")
    said = subprocess.run([str(environment / "bin" / "python"), "-c", code], cwd="/", env=settings, check=True,
                          capture_output=True, text=True).stdout
    assert said.startswith("200 ") and str(environment) in said
