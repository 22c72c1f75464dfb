"""How far the note of an edition is in one language: refused, wanted, waiting, being made, given up, or made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from academy.jobs.models import Job, JobState
from academy.jobs.operations import name_of
from catalogue.models import Edition
from catalogue.selectors.readiness import lacking
from certificates.frozen import fingerprint
from certificates.models import InformationNote
from certificates.note import note_of
from certificates.operations.note import make


class Stage(StrEnum):
    """The stages in the order in which a note goes through them; the first and the last but one are dead ends."""

    REFUSED = "refused"
    WANTED = "wanted"
    WAITING = "waiting"
    MAKING = "making"
    FAILED = "failed"
    MADE = "made"


OF_JOBS = {JobState.PENDING: Stage.WAITING, JobState.RUNNING: Stage.MAKING, JobState.FAILED: Stage.FAILED}


@dataclass(frozen=True)
class Standing:
    """One language: the texts it lacks, the note as the facts are now, and the worker's last job for it."""

    language: str
    lacks: list[str]
    note: InformationNote | None
    job: Job | None

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        if self.lacks:
            return Stage.REFUSED
        if self.note and self.note.document_id:
            return Stage.MADE
        return OF_JOBS.get(JobState(self.job.state), Stage.WANTED) if self.job else Stage.WANTED

    @property
    def moving(self) -> bool:
        """Whether it comes by itself within a minute or so: the worker has it before it, and has not failed at it."""
        return self.stage in (Stage.WAITING, Stage.MAKING) and not self.reason

    @property
    def reason(self) -> str:
        """Why the last attempt failed: the last line of its traceback; empty when none has."""
        return self.job.error.strip().rpartition("\n")[2] if self.job and self.stage != Stage.MADE else ""


def standing(edition: Edition, language: str) -> Standing:
    """Of an edition from ``for_note``; asks for nothing and changes nothing."""
    return standings([edition], [language])[0][1][0]


def standings(editions: Iterable[Edition], languages: Iterable[str]) -> list[tuple[Edition, list[Standing]]]:
    """Each edition with its languages, in two queries however many there are."""
    editions, languages = list(editions), list(languages)
    prints = {
        (edition.pk, language): fingerprint(note_of(edition, language))
        for edition in editions
        for language in languages
    }
    found = InformationNote.objects.filter(fingerprint__in=prints.values()).defer("data").select_related("document")
    notes = {(note.edition_id, note.language): note for note in found}
    subjects = [str(note.pk) for note in notes.values()]
    asked = Job.objects.filter(work=name_of(make), subject__in=subjects).order_by("asked_at", "pk")
    jobs = {job.subject: job for job in asked}

    def of(edition: Edition, language: str) -> Standing:
        note = notes.get((edition.pk, language))
        return Standing(language, lacking(edition, language), note, jobs.get(str(note.pk)) if note else None)

    return [(edition, [of(edition, language) for language in languages]) for edition in editions]


def before(job: Job) -> int:
    """How many pieces of work the worker takes up before this one."""
    return Job.objects.filter(state__in=[JobState.PENDING, JobState.RUNNING], asked_at__lt=job.asked_at).count()
