"""Unsafe settings are refused with a sentence, safe ones start."""

import os
import stat

import pytest

from cxtrain.config import Settings, UnsafeSetting, made_secret_key, refuse_unsafe

SAFE = {"secret_key": "k" * 40}


@pytest.mark.parametrize(("changes", "word"), [
    ({"secret_key": "short"}, "CXTRAIN_SECRET_KEY"),
    ({"secret_key": "change-me"}, "CXTRAIN_SECRET_KEY"),
    ({"secret_key": "x" * 31}, "32 bytes"),
    ({"secret_key": "please-change-me"}, "sample"),
    ({"debug": True, "host": "0.0.0.0", "tls": True}, "CXTRAIN_DEBUG"),
    ({"debug": True, "host": "192.168.1.5", "allow_plain_http": True}, "CXTRAIN_DEBUG"),
    ({"debug": True, "host": "::", "tls": True}, "CXTRAIN_DEBUG"),
    ({"host": "0.0.0.0"}, "CXTRAIN_TLS"),
    ({"host": "192.168.1.5"}, "in the clear"),
    ({"host": "shop.example"}, "CXTRAIN_ALLOW_PLAIN_HTTP"),
    ({"host": "::"}, "plain HTTP"),
    ({"mail_host": "mail.heming-hotels.com"}, "CXTRAIN_MAIL_FROM"),
    ({"mail_host": "mail.heming-hotels.com", "mail_from": "t@h.com", "mail_password": "p", "mail_tls": "none"}, "CXTRAIN_MAIL_TLS"),
])
def test_it_refuses(changes, word, tmp_path):
    with pytest.raises(UnsafeSetting, match=word):
        refuse_unsafe(Settings(instance=tmp_path, **{**SAFE, **changes}))


def test_it_refuses_a_database_that_others_can_read(tmp_path):
    path = tmp_path / "cxtrain.db"
    path.touch(mode=0o644)
    os.chmod(path, 0o644)
    with pytest.raises(UnsafeSetting, match="chmod 600"):
        refuse_unsafe(Settings(instance=tmp_path, database_url=f"sqlite:///{path}", **SAFE))


@pytest.mark.parametrize("changes", [
    {}, {"host": "localhost"}, {"host": "127.0.0.7", "debug": True}, {"host": "::1"}, {"host": "0.0.0.0", "tls": True},
    {"host": "10.0.0.4", "allow_plain_http": True}, {"secret_key": ""},
    {"mail_host": "mail.heming-hotels.com", "mail_from": "t@h.com", "mail_user": "t", "mail_password": "p"},
    {"mail_host": "127.0.0.1", "mail_from": "t@h.com", "mail_password": "p", "mail_tls": "none"},
])
def test_it_starts(changes, tmp_path):
    assert refuse_unsafe(Settings(instance=tmp_path, **{**SAFE, **changes})) is None


def test_a_key_is_made_once_and_for_the_owner_only(tmp_path):
    first = made_secret_key(tmp_path / "new")
    assert first == made_secret_key(tmp_path / "new")
    assert len(first.encode()) >= 32
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert made_secret_key(tmp_path / "other") != first
