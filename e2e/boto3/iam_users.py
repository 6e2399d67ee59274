"""IAM's users and groups through boto3: its paginators and its typed errors. Prints one JSON line a step."""

import json
import os

import boto3


def say(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


# Named here because older versions do not read AWS_ENDPOINT_URL themselves.
iam = boto3.client("iam", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
path = f"/boto3-{os.getpid()}/"
users = [f"boto3-user-{number:02}" for number in range(25)]
groups = [f"boto3-group-{number:02}" for number in range(9)]

for name in users:
    iam.create_user(UserName=name, Path=path)
for name in groups:
    iam.create_group(GroupName=name, Path=path)
for name in users:
    iam.add_user_to_group(GroupName=groups[0], UserName=name)

# The pages fit together, whatever their size.
for size in (1, 7, 100):
    def pages(operation, **members):
        return iam.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **members)

    found = [user["UserName"] for page in pages("list_users", PathPrefix=path) for user in page["Users"]]
    say("paged", of="list_users", size=size, whole=found == users)
    found = [group["GroupName"] for page in pages("list_groups", PathPrefix=path) for group in page["Groups"]]
    say("paged", of="list_groups", size=size, whole=found == groups)
    found = [user["UserName"] for page in pages("get_group", GroupName=groups[0]) for user in page["Users"]]
    say("paged", of="get_group", size=size, whole=found == users)

try:
    iam.get_user(UserName="boto3-nobody")
except iam.exceptions.NoSuchEntityException as error:
    say("missing", type=type(error).__name__, message=error.response["Error"]["Message"])

for name in users:
    iam.remove_user_from_group(GroupName=groups[0], UserName=name)
    iam.delete_user(UserName=name)
for name in groups:
    iam.delete_group(GroupName=name)
say("done", left=len(iam.list_users(PathPrefix=path)["Users"]))
