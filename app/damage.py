"""The gate in the place of the window where the gallery is damaged: a backup of it is offered, and put back."""

from app import settings
from app.controllers.backup import BackupController
from app.controllers.workshop import Workshop
from app.jobs import JobRunner
from app.widgets.damage_gate import DamageGate


def offer(app, folder, key=None) -> bool:
    """Whether a copy was put back in the data folder, so that the program can begin.

    ``key``: of the gallery, when that is protected.
    """
    gate, jobs, is_agreed = DamageGate(settings.gallery_path(folder)), JobRunner(n_threads=1), []
    backup = BackupController(jobs, Workshop(folder, key=key), folder)
    backup.progressed.connect(gate.show_progress)
    backup.ended.connect(gate.show_idle)
    backup.found.connect(gate.show_newest)
    backup.looked.connect(gate.show_copy)
    backup.restored.connect(gate.show_restored)
    backup.failed.connect(gate.show_notice)
    gate.chosen.connect(backup.look)
    gate.put_back_requested.connect(backup.restore)
    gate.cancel_requested.connect(backup.cancel)
    gate.agreed.connect(lambda: (is_agreed.append(True), gate.close()))
    gate.show()
    backup.find_newest()
    app.exec()  # until no window is left
    jobs.close()
    return bool(is_agreed)
