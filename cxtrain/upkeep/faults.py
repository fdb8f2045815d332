"""Why a backup or a restore was not done."""


class UpkeepFault(Exception):
    """Nothing was changed; the text says why, and what to do."""
