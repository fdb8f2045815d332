"""The device behind a user agent, in words that its owner recognises. Pure."""

DEVICES = (("MicroMessenger", "WeChat"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
           ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"))


def device_class(user_agent: str) -> str:
    """Return the class of device, such as "iPhone" or "WeChat iPhone"; never a version or an address."""
    seen = [name for mark, name in DEVICES if mark in user_agent]
    return " ".join(seen[:2]) or "?"
