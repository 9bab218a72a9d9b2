"""Jobs that wait until a test runs them, and what a signal has told by then."""


class LateJobs:
    """Keeps jobs until told to run them, so that a test can act in between."""

    def __init__(self):
        self.waiting = []

    def start(self, *job):
        self.waiting.append(job)

    def run(self):
        work, on_result, on_error = self.waiting.pop(0)
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 as the job runner does
            on_error(error)
        else:
            on_result(value)

    def run_all(self):
        while self.waiting:
            self.run()


def heard_from(signal):
    heard = []
    signal.connect(lambda *args: heard.append(args))
    return heard
