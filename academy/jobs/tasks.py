"""What Celery calls."""

from celery import shared_task

from academy.jobs import operations


@shared_task
def run(job_id: int) -> None:
    """Do one job."""
    operations.run_now(job_id)


@shared_task(expires=30)
def sweep() -> None:
    """Find the jobs that nobody took."""
    operations.sweep()
