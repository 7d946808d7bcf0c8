from django.apps import AppConfig


class WorkloadConfig(AppConfig):
    name = "tests.faults.workload"
    label = "workload"
