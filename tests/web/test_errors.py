"""What people read when something goes wrong."""

import io


def test_a_body_that_is_too_large_is_taken_in_so_that_its_sender_reads_why(app, browser, cast):
    browser.login(cast.he)
    size = app.config["MAX_CONTENT_LENGTH"] + 1000
    sent = io.BytesIO(b"x" * size)
    answer = browser.client.post("/people/roster", input_stream=sent, content_length=size,
                                 content_type="multipart/form-data; boundary=x", headers=browser.headers)
    assert answer.status_code == 413 and "too large" in answer.text
    assert sent.tell() == size
