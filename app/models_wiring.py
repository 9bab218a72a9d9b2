"""Connects the models page with what lists, imports and changes models, and with what trains them."""

from functools import partial

from PyQt5.QtCore import QObject

from app.errors import Notice


class ModelsWiring(QObject):
    def __init__(self, window, controllers, parent=None):
        super().__init__(parent)
        self._window, self._page = window, window.models
        self._controllers = controllers
        self._uses_next = False  # whether what is kept next is put in use at once
        self._told = ""  # on the status line, of a training
        self._connect_models()
        self._connect_tuning()

    def _connect_models(self):
        page, models = self._page, self._controllers.models
        page.use_requested.connect(models.use)
        page.import_requested.connect(models.import_model)
        page.remove_requested.connect(models.remove)
        models.models_changed.connect(page.show_models)
        models.busy_changed.connect(self._show_busy)
        models.progressed.connect(self._show_step)
        models.switched.connect(self._switched)
        models.imported.connect(self._imported)
        models.removed.connect(self._removed)
        self._window.page_changed.connect(self._look)
        for cancel_requested in (self._window.status.cancel_requested, page.cancel_requested):
            cancel_requested.connect(models.cancel)
        self._controllers.speakers.speakers_changed.connect(page.show_speakers)

    def _connect_tuning(self):
        page, stage, tuning = self._page, self._page.stage, self._controllers.tuning
        page.form.tell_time(tuning.expected_s)
        page.start_requested.connect(tuning.start)
        stage.go_on_requested.connect(tuning.go_on)
        stage.pause_requested.connect(tuning.pause)
        stage.resume_requested.connect(tuning.resume)
        stage.stop_requested.connect(tuning.stop)
        stage.keep_requested.connect(self._keep)
        stage.discard_requested.connect(tuning.discard)
        tuning.running_changed.connect(page.set_running)
        tuning.paused_changed.connect(stage.set_paused)
        tuning.told.connect(stage.hear)
        tuning.told.connect(self._show_training)
        tuning.running_changed.connect(lambda is_running: None if is_running else self._tell_training(""))
        tuning.changed.connect(page.show_tuning)
        tuning.kept.connect(self._kept)

    def _show_training(self, event):
        if event["event"] == "step":
            share = event["step"] / max(1, self._page.stage.progress.maximum())
            self._tell_training(self.tr("Fine-tuning: {share:.0%}").format(share=share), share)

    def _tell_training(self, words, share=None):
        """Where nothing else is told: a training takes long, and other jobs can be cancelled there."""
        status = self._window.status
        if status.job.text() in ("", self._told):
            status.show_job(words, share)
            self._told = words

    def _look(self, page):
        if page is self._page:
            self._controllers.models.refresh()
            self._controllers.tuning.load()

    def _show_busy(self, what):
        words = {
            "switching": self.tr("Getting the model ready…"),
            "importing": self.tr("Importing a model…"),
            "": "",
        }[what]
        self._page.set_busy(words)
        self._window.status.show_job(words, can_cancel=what == "switching")

    def _show_step(self, step):
        words = self.tr("Templates for the new model: {n:,} of {all:,}").format(n=step.n_done, all=step.n_all)
        self._window.status.show_job(words, step.n_done / step.n_all if step.n_all else None, can_cancel=True)

    def _switched(self, model, step):
        self._controllers.model.load()
        self._controllers.speakers.refresh()
        advice = self.tr("All answers are given by it now, with templates made of the stored takes.")
        if step.n_too_short:
            advice = self.tr("{n:,} takes are too short for it, and are left out.").format(n=step.n_too_short)
        elif model.even_score is None:
            advice = self.tr("It is not calibrated: it scores, and every verdict is “cannot tell”.")
        title = self.tr("{model} is in use.").format(model=model.model_id)
        self._window.notices.show_notice(Notice(title, advice), tone="supports", is_passing=True)

    def _imported(self, model_id):
        self._page.table.choose(model_id)
        title = self.tr("{model} is imported.").format(model=model_id)
        advice = self.tr("It is not in use yet. See what it is, then decide.")
        self._window.notices.show_notice(Notice(title, advice), tone="supports", is_passing=True)

    def _removed(self, model_id):
        title = self.tr("{model} is removed.").format(model=model_id)
        notice = Notice(title, self.tr("Its templates are wiped from the disk, too."))
        self._window.notices.show_notice(notice, tone="", is_passing=True)

    def _keep(self, uses_it):
        self._uses_next = uses_it
        self._controllers.tuning.keep()

    def _kept(self, model):
        self._page.table.choose(model.model_id)
        if self._uses_next:
            self._controllers.models.use(model)
            return
        self._controllers.models.refresh()
        title = self.tr("{model} is kept.").format(model=model.model_id)
        notice = Notice(title, self.tr("It is not in use yet."))
        use = ((self.tr("Use it"), partial(self._controllers.models.use, model)),)
        self._window.notices.show_notice(notice, tone="supports", actions=use, is_passing=True)
