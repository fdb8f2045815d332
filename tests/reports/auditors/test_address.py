"""The tokens of auditors' links."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.reports.auditors.address import digest_of, new_nonce, token_again, token_of

keys = st.text(min_size=32, max_size=64)
nonces = st.binary(min_size=16, max_size=16).map(bytes.hex)


@settings(max_examples=60)
@given(key=keys, other=keys, nonce=nonces)
def test_a_token_is_found_again_by_the_key_that_made_it_and_by_no_other(key, other, nonce):
    token = token_of(key, nonce)
    digest = digest_of(token)
    assert len(token) == 26 and token_again([other, key], nonce, digest) == token
    assert (token_again([other], nonce, digest) is None) == (key != other)


@settings(max_examples=40)
@given(nonce=nonces, typed=st.sampled_from([str.lower, lambda token: f" {token} ", lambda token: token[:13] + "-" + token[13:]]))
def test_a_token_may_be_typed_as_people_copy_it(nonce, typed):
    token = token_of("k" * 40, nonce)
    assert digest_of(typed(token)) == digest_of(token)


@settings(max_examples=100)
@given(text=st.text(max_size=60))
def test_any_text_is_read_and_what_is_no_token_has_no_digest(text):
    assert digest_of(text) is None or len(digest_of(text)) == 64


def test_two_links_never_share_their_random_part():
    assert len({new_nonce() for _ in range(200)}) == 200 and len(new_nonce()) == 32
