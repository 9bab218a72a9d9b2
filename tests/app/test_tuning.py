"""Fine-tuning from the gallery: what is prepared, the process that trains, and what becomes of its result."""

import json
import shutil
import threading
from functools import partial

import pytest

from app import cli, settings
from app.domain import Consent
from app.errors import UserError
from app.model_domain import TuningPlan, TuningState
from app.services.enrollment import EnrollmentService
from app.services.model_library import ModelLibrary
from app.services.protecting import CopiesLeft
from app.services.protecting import check as check_protection
from app.services.tuning import TuningService, expected_s, tuned_name
from app.services.tuning_process import TuningProcess
from app.store.gallery import Gallery
from gluonar_engine import devices
from gluonar_engine.modelcard import DEFAULT_MODEL, read_manifest
from gluonar_engine.training.finetune import lock_folder
from tests.app.fake_model import FakeModels
from tests.app.test_services import takes_of
from tests.engine.foreign import save, waveform_network
from tests.waiting import wait_until

START = str(DEFAULT_MODEL)
FakeTraining = partial(TuningProcess, module="tests.app.fake_training")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """A gallery's file: two speakers with four takes each, and one with three."""
    path = settings.gallery_path(tmp_path_factory.mktemp("data"))
    gallery = Gallery(path)
    service = EnrollmentService(gallery, FakeModels())
    for name in ("Alba", "Bruno"):
        service.enroll(name, [*takes_of(name, "enroll"), takes_of(name, "test")[0]])
    service.enroll("Chloe", takes_of("Chloe", "enroll"))
    return path


@pytest.fixture
def enrolled(stored, tmp_path):
    """They, in the data folder of this test."""
    for file in stored.parent.iterdir():
        shutil.copy(file, tmp_path)
    return Gallery(settings.gallery_path(tmp_path))


@pytest.fixture
def library(tmp_path):
    return ModelLibrary(tmp_path)


@pytest.fixture
def tuning(enrolled, library, tmp_path):
    return TuningService(tmp_path, lambda: enrolled, library)


@pytest.fixture
def plan(enrolled):
    return TuningPlan(START, speaker_ids=tuple(speaker.id for speaker in enrolled.speakers()))


def recordings_in(tmp_path):
    return sorted(
        path.relative_to(settings.tuning_dir(tmp_path) / "recordings").as_posix()
        for path in settings.tuning_dir(tmp_path).rglob("*.flac")
    )


def train(tuning):
    """All that a training tells."""
    return list(FakeTraining(tuning.command()).events())


def test_recordings_are_copied_for_the_training_and_gone_with_it(tuning, plan, tmp_path):
    told = []
    tuning.prepare(plan, lambda *counts: told.append(counts))
    assert told[-1] == (11, 11) and len(recordings_in(tmp_path)) == 11
    assert tuning.current().state is TuningState.UNFINISHED
    assert tuning.current().plan.name == "gluonar-r18e-tuned"
    tuning.discard()
    assert not settings.tuning_dir(tmp_path).exists()
    assert tuning.current().state is TuningState.NONE


def test_who_no_longer_consents_is_left_out(tuning, enrolled, plan, tmp_path):
    alba = enrolled.speaker("Alba")
    enrolled.add_takes(alba.id, [], "fake-1", Consent("Research", "Yes.", "1", "me", "2020-01-31"))
    with pytest.raises(UserError, match="1 of the speakers have 4 takes or more and a consent that holds"):
        tuning.prepare(plan)
    assert not recordings_in(tmp_path)


def test_removing_a_speaker_removes_the_copies_of_their_recordings(tuning, enrolled, plan, tmp_path):
    tuning.prepare(plan)
    enrolled.remove(enrolled.speaker("Chloe").id)
    assert tuning.current().state is TuningState.NONE
    assert not settings.tuning_dir(tmp_path).exists()


def test_a_kill_while_it_is_prepared_leaves_nothing_to_go_on_with(tuning, plan, tmp_path):
    def die(n_done, n_all):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tuning.prepare(plan, die)
    assert recordings_in(tmp_path)
    assert tuning.current().state is TuningState.NONE and not recordings_in(tmp_path)


def test_recordings_of_a_protected_gallery_are_not_copied(tuning, plan, tmp_path, monkeypatch):
    monkeypatch.setattr("app.services.tuning.is_protected", lambda folder: folder == tmp_path)
    with pytest.raises(UserError, match="The gallery has a pass-phrase"):
        tuning.prepare(plan)
    assert not settings.tuning_dir(tmp_path).exists()


def test_a_gallery_is_not_protected_while_there_are_copies_of_its_recordings(tuning, plan, tmp_path):
    tuning.prepare(plan)
    with pytest.raises(CopiesLeft):
        check_protection(tmp_path)
    tuning.discard()
    check_protection(tmp_path)


def test_one_at_a_time(tuning, plan):
    tuning.prepare(plan)
    with pytest.raises(UserError, match="There is a fine-tuning already"):
        tuning.prepare(plan)


def test_what_another_program_is_at_is_left_alone(tuning, plan, tmp_path):
    with lock_folder(settings.tuning_dir(tmp_path)):  # it is putting things together
        assert tuning.current().state is TuningState.NONE
        with pytest.raises(UserError, match="Another program is fine-tuning"):
            tuning.prepare(plan)
    tuning.prepare(plan)
    with lock_folder(settings.tuning_dir(tmp_path) / "work"):  # it is training
        with pytest.raises(UserError, match="Another program is fine-tuning"):
            tuning.discard()
        assert tuning.current().state is TuningState.UNFINISHED


def test_without_mxnet_it_is_said_plainly(tuning, plan, monkeypatch):
    monkeypatch.setattr("app.services.tuning.find_spec", lambda name: None)
    with pytest.raises(UserError, match="needs MXNet, which is not installed here. Everything else works without it"):
        tuning.prepare(plan)


def test_a_foreign_network_says_why_it_cannot_be_fine_tuned(tuning, library, plan, tmp_path):
    foreign = library.add(save(waveform_network(16), tmp_path / "bands.onnx"))
    with pytest.raises(UserError, match="cannot be fine-tuned. It has only an ONNX file"):
        tuning.prepare(TuningPlan(str(foreign.folder), speaker_ids=plan.speaker_ids))


@pytest.mark.parametrize(
    "change", [{"loss": "hinge"}, {"n_epochs": 0}, {"folder": "/nowhere"}, {"folder": "/tmp", "name": "../up"}]
)
def test_settings_that_make_no_sense_are_refused(tuning, change):
    with pytest.raises(UserError):
        tuning.prepare(TuningPlan(START, **change))


def test_a_folder_is_not_copied(tuning, tmp_path):
    (tmp_path / "voices").mkdir()
    tuning.prepare(TuningPlan(START, folder=str(tmp_path / "voices")))
    assert tuning.command()[0] == str(tmp_path / "voices") and not recordings_in(tmp_path)


def test_the_training_computes_on_what_was_chosen(tuning, plan):
    tuning.prepare(plan)
    devices.choose("cpu")
    command = tuning.command()
    assert command[command.index("--device") + 1] == "cpu"


def test_the_expected_time_grows_with_takes_and_epochs():
    assert expected_s(10, 5) == expected_s(100, 5) < 180 < expected_s(100_000, 5)
    assert expected_s(10, 1) < expected_s(10, 5)


def test_a_model_made_from_a_fine_tuned_one_is_not_called_so_twice():
    assert tuned_name("gluonar-r18e-fbb9d40b") == tuned_name("gluonar-r18e-tuned-12345678") == "gluonar-r18e-tuned"


# The process


def test_a_finished_training_waits_to_be_kept_or_discarded(tuning, library, plan, tmp_path):
    tuning.prepare(plan)
    events = train(tuning)
    assert [event["step"] for event in events if event["event"] == "step"] == [1, 2, 3, 4, 5, 6]
    current = tuning.current()
    assert current.state is TuningState.FINISHED and current.model.report.after.eer == 0.0
    assert len(library.models()) == 1  # nothing has changed
    kept = tuning.keep()
    assert [model.model_id for model in library.models()] == [read_manifest(DEFAULT_MODEL).model_id, kept.model_id]
    assert not kept.is_in_use and not settings.tuning_dir(tmp_path).exists()


def test_a_discarded_model_is_gone(tuning, library, plan, tmp_path):
    tuning.prepare(plan)
    train(tuning)
    tuning.discard()
    assert len(library.models()) == 1 and not settings.tuning_dir(tmp_path).exists()


def test_a_killed_process_is_told_and_goes_on_from_where_it_was(tuning, plan, tmp_path):
    tuning.prepare(plan)
    hold = hold_before(tmp_path, 4)
    process = FakeTraining(tuning.command())
    events = []
    with pytest.raises(UserError, match="was interrupted: its process ended.*Go on with it"):
        for event in process.events():
            events.append(event)
            if event.get("step") == 3:
                wait_until(lambda: (hold.parent / "steps").read_text() == "3")  # told first, kept then
                process._process.kill()
    hold.unlink()
    assert tuning.current().state is TuningState.UNFINISHED
    again = train(tuning)
    assert next(event for event in again if event["event"] == "started")["first_step"] == 3
    assert [event["step"] for event in again if event["event"] == "step"] == [1, 2, 3, 4, 5, 6]


def test_a_broken_process_leaves_its_last_words_in_the_log(tuning, plan, tmp_path, caplog):
    tuning.prepare(plan)
    hold_before(tmp_path, 2, "die")
    with pytest.raises(UserError, match="was interrupted"):
        train(tuning)
    assert "it broke" in caplog.text


def test_pause_holds_it_between_two_steps_and_stop_ends_it(tuning, plan, tmp_path):
    tuning.prepare(plan)
    hold = hold_before(tmp_path, 2)
    process, events = FakeTraining(tuning.command()), []
    listener = threading.Thread(target=lambda: events.extend(process.events()), daemon=True)
    listener.start()
    work = settings.tuning_dir(tmp_path) / "work"
    wait_until(lambda: (work / "steps").exists())
    process.pause()
    process.resume()
    hold_before(tmp_path, 6)
    hold.unlink()
    wait_until(lambda: (work / "steps").read_text() == "5")
    process.stop()
    listener.join(30)
    assert not listener.is_alive() and process._process.returncode != 0
    assert tuning.current().state is TuningState.UNFINISHED


def hold_before(tmp_path, step, what="wait"):
    """A file that holds the training before a step, or lets it ``die`` there."""
    file = settings.tuning_dir(tmp_path) / "work" / f"{what}-{step}"
    file.parent.mkdir(exist_ok=True)
    file.touch()
    return file


# The command line


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command with the stand-in for the training; (exit code, facts)."""
    monkeypatch.setattr("app.model_command.TuningProcess", FakeTraining)

    def run(*words):
        code = cli.main(["--data", str(tmp_path), "--json", *words])
        return code, json.loads(capsys.readouterr().out.splitlines()[-1])

    return run


def test_fine_tune_from_start_to_use(run, enrolled):
    code, facts = run("fine-tune", "start", "--epochs", "3")
    assert (code, facts["state"], facts["eer_before"], facts["eer_after"]) == (0, "finished", 0.25, 0.0)
    assert facts["plan"]["n_epochs"] == 3 and len(facts["plan"]["speaker_ids"]) == 3
    code, facts = run("fine-tune", "keep", "--use")
    assert (code, facts["model"], facts["n_templates"]) == (0, "tuned-12345678", 11)
    _, listed = run("model", "list")
    assert [(model["kind"], model["is_in_use"]) for model in listed["models"]] == [("shipped", False), ("own", True)]
    assert run("model", "show")[1]["model"] == "tuned-12345678"
    assert run("fine-tune", "show")[1] == {"state": "none"}


def test_fine_tune_interrupted_then_resumed_then_discarded(run, enrolled, tmp_path):
    voices = tmp_path / "voices"
    voices.mkdir()
    assert run("fine-tune", "start", "--folder", str(voices), "--loss", "ring")[0] == 0
    shutil.rmtree(settings.tuning_dir(tmp_path) / "model")
    (settings.tuning_dir(tmp_path) / "work" / "steps").write_text("4")
    assert run("fine-tune", "show")[1]["state"] == "unfinished"
    assert run("fine-tune", "resume")[1]["state"] == "finished"
    assert run("fine-tune", "resume")[0] == cli.Exit.USER_ERROR
    assert run("fine-tune", "discard")[1]["state"] == "none"
    assert run("fine-tune", "resume")[1]["error"] == "There is no fine-tuning to go on with."


def test_models_are_imported_used_and_removed(run, enrolled, tmp_path):
    file = save(waveform_network(16), tmp_path / "bands.onnx")
    model_id = run("model", "import", str(file))[1]["model"]
    shipped = run("model", "list")[1]["models"][0]["model_id"]
    assert run("model", "use", model_id)[1]["n_templates"] == 11
    assert run("verify", "Alba", "assets/samples/Alba/test-2.flac")[1]["model"] == model_id
    assert run("model", "remove", model_id)[0] == cli.Exit.USER_ERROR
    assert run("model", "use", shipped)[0] == 0
    assert run("model", "remove", model_id)[1] == {"model": model_id, "removed": True}
    assert enrolled.n_templates(model_id) == 0
    assert run("model", "use", model_id)[1]["error"] == f"There is no speaker model “{model_id}”."
