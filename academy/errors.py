"""The one error of the domain."""


class Refused(Exception):
    """An operation that the rules do not allow; nothing was changed.

    ``reason`` is a translated sentence that can be shown to the person who asked.
    """

    def __init__(self, reason: object) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)
