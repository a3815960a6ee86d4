"""The worker: takes up jobs until it is told to stop, and picks up what a dead worker left."""

import asyncio
from datetime import datetime, timedelta

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

CONCURRENCY = 2
HEARTBEAT_S = 10


def work() -> None:
    """Work until SIGTERM or Ctrl-C; what was begun is finished first."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(
            concurrency=CONCURRENCY,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=3 * HEARTBEAT_S,
            shutdown_graceful_timeout=20,
            delete_jobs="successful",
        )


@app.periodic(cron="* * * * *", periodic_id="lotse.jobs.take_up")
@app.task(name="lotse.jobs.take_up", queueing_lock="lotse.jobs.take_up")
async def take_up(timestamp: int) -> None:
    """Let the jobs of a worker that died be done by one that lives."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=3 * HEARTBEAT_S)
    await asyncio.gather(*(app.job_manager.retry_job(job) for job in stalled))


def last_heartbeat() -> datetime | None:
    """Return when a worker last said that it lives."""
    return ProcrastinateWorker.objects.order_by("-last_heartbeat").values_list("last_heartbeat", flat=True).first()


def overdue() -> int:
    """Count the jobs that should have been taken up five minutes ago, and those given up."""
    late = timezone.now() - timedelta(minutes=5)
    waiting = ProcrastinateJob.objects.filter(status="todo", scheduled_at__lt=late).count()
    return waiting + ProcrastinateJob.objects.filter(status="failed").count()
