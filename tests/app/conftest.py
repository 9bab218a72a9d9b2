"""Stand-ins for what the program works with: a gallery in a temporary folder, and a model that needs no weights."""

import pytest

from tests.app.fake_model import FakeModels


class ImmediateJobs:
    """Stands in for JobRunner: runs the work at once, on this thread."""

    def start(self, work, on_result, on_error):
        try:
            value = work()
        except Exception as error:
            on_error(error)
        else:
            on_result(value)


@pytest.fixture
def jobs():
    return ImmediateJobs()


@pytest.fixture
def gallery(tmp_path):
    from app.store.gallery import Gallery

    return Gallery(tmp_path / "gallery.db")


@pytest.fixture
def models():
    return FakeModels()


@pytest.fixture
def enrollment(gallery, models):
    from app.services.enrollment import EnrollmentService

    return EnrollmentService(gallery, models)


@pytest.fixture
def verification(gallery, models):
    from app.services.verification import VerificationService

    return VerificationService(gallery, models)


@pytest.fixture
def alba(enrollment):
    return _enrolled(enrollment, "Alba")


@pytest.fixture
def bruno(enrollment):
    return _enrolled(enrollment, "Bruno")


def _enrolled(enrollment, voice):
    from tests.app.samples import takes_of

    return enrollment.enroll(voice, takes_of(voice))


@pytest.fixture(scope="session")
def encoder():
    """The shipped speaker model."""
    from gluonar_engine.encoder import SpeakerEncoder

    return SpeakerEncoder.load()


@pytest.fixture
def run(capsys):
    """Runs a command; (exit code, stdout, stderr)."""

    from app import cli

    def run(*argv):
        code = cli.main([str(word) for word in argv])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def archive(tmp_path):
    """A folder with three short recordings."""
    from tests.app.archives import make_archive

    return make_archive(tmp_path / "archive")


@pytest.fixture
def add(qtbot):
    """Make a widget that the test may forget about."""

    def make(kind, *args, **kwargs):
        widget = kind(*args, **kwargs)
        qtbot.addWidget(widget)
        return widget

    return make


@pytest.fixture
def quick_keys(monkeypatch):
    """Keys that are made in a moment: how long a guess takes is for a benchmark."""
    monkeypatch.setattr("app.secrecy._PASSES", 1)
    monkeypatch.setattr("app.secrecy._MEMORY_BYTES", 8192)
