"""The models on this computer, and changing from one to another without losing a template."""

import json
import multiprocessing
import os
import shutil
import signal
from types import SimpleNamespace

import numpy as np
import pytest

from app import settings
from app.errors import UserError
from app.model_domain import ModelKind
from app.services.apart import import_apart
from app.services.enrollment import EnrollmentService
from app.services.model_library import ModelLibrary
from app.services.models import ModelProvider
from app.services.switching import switch
from app.services.verification import VerificationService
from app.store.gallery import Gallery
from gluonar_engine.modelcard import DEFAULT_MODEL, read_manifest
from tests.app.fake_model import FakeModels
from tests.app.fake_training import write_model
from tests.app.test_services import takes_of
from tests.engine.foreign import save, waveform_network
from tests.waiting import wait_until

VOICES = ("Alba", "Bruno")
SHIPPED = read_manifest(DEFAULT_MODEL).model_id


@pytest.fixture
def library(tmp_path):
    return ModelLibrary(tmp_path)


@pytest.fixture
def bands(tmp_path):
    """The file of a small network that takes a waveform."""
    return save(waveform_network(16), tmp_path / "bands.onnx")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A gallery's file: two speakers with three takes each, enrolled with "fake-1"."""
    path = tmp_path_factory.mktemp("data") / "gallery.db"
    service = EnrollmentService(Gallery(path), FakeModels())
    for name in VOICES:
        service.enroll(name, takes_of(name, "enroll"))
    return path


@pytest.fixture
def enrolled(stored, tmp_path):
    """They, in the data folder of this test."""
    for file in stored.parent.iterdir():
        shutil.copy(file, tmp_path)
    return Gallery(tmp_path / "gallery.db")


def finish(steps):
    """All steps of a switch."""
    return list(steps)


def test_the_shipped_model_is_listed_first_and_in_use(library):
    (model,) = library.models()
    assert (model.model_id, model.kind, model.is_in_use) == (SHIPPED, ModelKind.SHIPPED, True)
    assert not model.why_not_tuned and model.even_score == pytest.approx(-0.214, abs=0.001)
    assert "# The default speaker model" in model.card and model.n_bytes > 15e6


def test_imported_networks_are_added_once_and_say_why_they_do_not_learn(library, bands):
    added = library.add(bands)
    assert added.kind is ModelKind.IMPORTED and added.made_from == "bands.onnx" and added.even_score is None
    assert "fine-tuning needs MXNet weights" in added.why_not_tuned
    assert [model.model_id for model in library.models()] == [SHIPPED, added.model_id]
    with pytest.raises(UserError, match="is there already"):
        library.add(bands)
    assert len(list((added.folder.parent).iterdir())) == 1  # nothing half is left


def test_a_models_folder_is_copied_with_its_card_and_report(library, tmp_path):
    write_model(tmp_path / "elsewhere")
    added = library.add(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "elsewhere")
    (_, model) = library.models()
    assert model.kind is ModelKind.OWN and model.made_from == SHIPPED and model.card.startswith("# tuned")
    assert (model.report.before.eer, model.report.after.eer) == (0.25, 0.0)
    assert model.folder == added.folder


def test_a_damaged_model_is_listed_with_its_problem_and_the_others_are_there(library, bands):
    folder = library.add(bands).folder
    (folder / "network.onnx").write_bytes(b"no network")
    _, damaged = library.models()
    assert "is not the file that model.json describes" in damaged.problem
    library.remove(damaged)
    assert len(library.models()) == 1


def test_what_is_in_use_or_shipped_is_not_removed(library, bands):
    (shipped,) = library.models()
    with pytest.raises(UserError, match="is in use"):
        library.remove(shipped)
    library.choose(library.add(bands))
    shipped, used = library.models()
    with pytest.raises(UserError, match="not in the library"):
        library.remove(shipped)
    with pytest.raises(UserError, match="is in use"):
        library.remove(used)


def test_the_choice_is_remembered_and_a_given_model_comes_before_it(library, bands, tmp_path):
    added = library.add(bands)
    library.choose(added)
    assert ModelProvider(ModelLibrary(tmp_path).folder_in_use).encoder().model_id == added.model_id
    given = ModelLibrary(tmp_path, given=DEFAULT_MODEL)
    assert [model.is_in_use for model in given.models()] == [True, False]
    library.choose(library.models()[0])
    assert ModelLibrary(tmp_path).folder_in_use() is None


def test_a_chosen_model_that_is_gone_is_told_and_another_can_be_chosen(library, bands, tmp_path):
    library.choose(library.add(bands))
    shutil.rmtree(settings.models_dir(tmp_path))
    provider = ModelProvider(library.folder_in_use)
    with pytest.raises(UserError, match="another model on the page Models"):
        provider.encoder()
    library.choose(library.models()[0])
    assert provider.encoder().model_id == SHIPPED


def test_an_import_in_a_process_of_its_own_says_what_is_wrong(library, bands, tmp_path):
    assert import_apart(tmp_path, bands) == library.models()[1].model_id
    (tmp_path / "note.onnx").write_text("no network")
    with pytest.raises(UserError, match="“note.onnx” cannot be imported") as refused:
        import_apart(tmp_path, tmp_path / "note.onnx")
    assert refused.value.notice.title.template == "“{name}” cannot be imported: {error}."  # told in any language


def test_a_network_whose_contract_nobody_knows_is_asked_about_as_the_window_can(tmp_path, monkeypatch):
    said = {"error": "“a.onnx” cannot be imported.", "advice": "Choose with --contract wespeaker or 3d-speaker."}
    done = SimpleNamespace(stdout=f"{json.dumps(said)}\n")
    monkeypatch.setattr("app.services.apart.subprocess.run", lambda *_, **__: done)
    with pytest.raises(UserError, match="Choose what it takes, beside the button Import"):
        import_apart(tmp_path, "a.onnx")


# Another model in use


def test_old_templates_answer_until_the_new_are_complete(enrolled, library, bands):
    models, model = FakeModels(), library.add(bands)
    service = VerificationService(enrolled, models)
    steps = switch(model, enrolled, models, library)
    assert not next(steps).is_done
    assert service.verify("Alba", takes_of("Alba", "test")[0]).model_id == "fake-1"
    assert library.folder_in_use() is None
    assert finish(steps)[-1].is_done
    assert service.verify("Alba", takes_of("Alba", "test")[0]).model_id == model.model_id
    assert library.folder_in_use() == model.folder
    assert enrolled.n_templates("fake-1") == enrolled.n_templates(model.model_id) == 6


def test_a_cancelled_switch_changes_nothing_and_goes_on_the_next_time(enrolled, library, bands, monkeypatch):
    monkeypatch.setattr("app.services.switching._AT_ONCE", 2)
    models, model = FakeModels(), library.add(bands)
    steps = switch(model, enrolled, models, library)
    assert [next(steps).n_done for _ in range(3)] == [0, 2, 4]
    steps.close()
    assert models.encoder().model_id == "fake-1" and enrolled.n_templates(model.model_id) == 4
    again = finish(switch(model, enrolled, models, library))
    assert [step.n_done for step in again] == [4, 6]
    assert models.encoder().model_id == model.model_id


def test_who_is_enrolled_or_removed_meanwhile_is_no_trouble(enrolled, library, bands, monkeypatch):
    monkeypatch.setattr("app.services.switching._AT_ONCE", 2)
    models, model = FakeModels(), library.add(bands)
    steps = switch(model, enrolled, models, library)
    next(steps)
    enrolled.remove(enrolled.speaker("Bruno").id)
    EnrollmentService(enrolled, models).enroll("Chloe", takes_of("Chloe", "enroll"))
    finish(steps)
    assert not enrolled.recordings_without_embedding(model.model_id)
    assert enrolled.n_templates(model.model_id) == 6


def test_a_model_that_no_take_of_somebody_is_long_enough_for_is_not_used(enrolled, library, bands, monkeypatch):
    def too_short(*_):
        raise ValueError("too short")

    monkeypatch.setattr("app.services.switching.embed_stored", too_short)
    models = FakeModels()
    with pytest.raises(UserError, match="none of the takes of Alba, Bruno"):
        finish(switch(library.add(bands), enrolled, models, library))
    assert models.encoder().model_id == "fake-1" and library.folder_in_use() is None


def test_removing_a_models_templates_leaves_the_others(enrolled, library, bands):
    model = library.add(bands)
    finish(switch(model, enrolled, FakeModels(), library))
    enrolled.remove_templates(model.model_id)
    assert (enrolled.n_templates(model.model_id), enrolled.n_templates("fake-1")) == (0, 6)


def test_an_embedding_is_compared_by_the_model_that_made_it(enrolled, library, bands):
    """The model changes between the embedding of a recording and its comparison."""

    class Changing(FakeModels):
        """Gives another model at every call."""

        def encoder(self):
            self._encoder = FakeModels("fake-2" if self._encoder.model_id == "fake-1" else "fake-1").encoder()
            return self._encoder

    answer = VerificationService(enrolled, Changing()).verify("Alba", takes_of("Alba", "test")[0])
    assert enrolled.trials()[0].model_id == answer.model_id
    speaker = EnrollmentService(enrolled, Changing()).enroll("Chloe", takes_of("Chloe", "enroll"))
    assert len(enrolled.templates(speaker.id)) == 1


# A kill in the middle


def switch_slowly(folder, path, told):
    """In a process of its own: tell of each step, and wait to be killed after the second."""
    library = ModelLibrary(folder)
    for n_told, _ in enumerate(switch(library.models()[1], Gallery(path), FakeModels(), library)):
        told.send(n_told)
        if n_told == 1:
            multiprocessing.Event().wait(60)


def test_a_kill_in_the_middle_leaves_the_old_model_in_use_and_the_gallery_whole(enrolled, library, bands, tmp_path):
    model = library.add(bands)
    service = EnrollmentService(enrolled, FakeModels())
    for name in ("Chloe", "Dmitri"):
        service.enroll(name, takes_of(name, "enroll"))
    before = enrolled.embeddings("fake-1")
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=switch_slowly, args=(tmp_path, tmp_path / "gallery.db", sender), daemon=True
    )
    process.start()
    try:
        wait_until(lambda: receiver.poll() and receiver.recv() == 1, timeout_s=120)
        os.kill(process.pid, signal.SIGKILL)
    finally:
        process.kill()
        process.join(30)
    again = Gallery(tmp_path / "gallery.db")
    assert ModelLibrary(tmp_path).folder_in_use() is None
    assert 0 < again.n_templates(model.model_id) < 12
    after = again.embeddings("fake-1")
    assert all(np.array_equal(after[owner], vectors) for owner, vectors in before.items())
    models = FakeModels()
    assert finish(switch(model, again, models, ModelLibrary(tmp_path)))[-1].is_done
    assert again.n_templates(model.model_id) == 12 and models.encoder().model_id == model.model_id


def test_settings_keep_what_else_is_in_them(library, bands, tmp_path):
    settings.remember(tmp_path, "answer_while_speaking", True)
    library.choose(library.add(bands))
    assert json.loads(settings.settings_path(tmp_path).read_text())["answer_while_speaking"] is True
