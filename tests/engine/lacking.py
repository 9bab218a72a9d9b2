"""A task for helper processes whose library is not installed."""


def prepare():
    import no_such_library  # noqa: F401


def answer(request, files):
    yield {"answered": True}
