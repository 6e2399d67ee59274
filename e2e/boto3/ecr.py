"""ECR through boto3: its paginators, its waiters and its typed errors. Prints one JSON line a step."""

import json
import os
import sys

import boto3
from botocore.exceptions import WaiterError
from botocore.waiter import WaiterModel, create_waiter_with_client


def say(step, **values):
    print(json.dumps({"step": step, **values}), flush=True)


# Named here because older versions do not read AWS_ENDPOINT_URL themselves.
endpoint = os.environ["AWS_ENDPOINT_URL"]
ecr = boto3.client("ecr", endpoint_url=endpoint)
repository, tag = sys.argv[1], sys.argv[2]

say("whoami", arn=boto3.client("sts", endpoint_url=endpoint).get_caller_identity()["Arn"])

# Paginators: the pages of three fit together, whatever the page size.
prefix = f"boto3/{os.getpid()}"
names = [f"{prefix}/{number:03}" for number in range(25)]
for name in names:
    ecr.create_repository(repositoryName=name)
for size in (1, 7, 100):
    pages = ecr.get_paginator("describe_repositories").paginate(PaginationConfig={"PageSize": size})
    found = [r["repositoryName"] for page in pages for r in page["repositories"] if r["repositoryName"].startswith(prefix)]
    say("paged", size=size, whole=found == names)
images = [i for page in ecr.get_paginator("list_images").paginate(repositoryName=repository, PaginationConfig={"PageSize": 1}) for i in page["imageIds"]]
details = [i for page in ecr.get_paginator("describe_images").paginate(repositoryName=repository, PaginationConfig={"PageSize": 1}) for i in page["imageDetails"]]
say("images", tags=sorted(i["imageTag"] for i in images if "imageTag" in i), details=len(details), pushed=all("imagePushedAt" in i for i in details))

# A waiter of one's own over describe_images, as scripts write them: it succeeds for what is there...
model = WaiterModel({"version": 2, "waiters": {"ImageExists": {
    "operation": "DescribeImages", "delay": 1, "maxAttempts": 2,
    "acceptors": [
        {"matcher": "path", "argument": "length(imageDetails) > `0`", "expected": True, "state": "success"},
        {"matcher": "error", "expected": "ImageNotFoundException", "state": "retry"},
    ]}}})
waiter = create_waiter_with_client("ImageExists", model, ecr)
waiter.wait(repositoryName=repository, imageIds=[{"imageTag": tag}])
say("waited", there=True)
# ...and gives up on what is not.
try:
    waiter.wait(repositoryName=repository, imageIds=[{"imageTag": "no-such-tag"}])
except WaiterError as gave_up:
    say("waited", there=False, reason=gave_up.last_response["Error"]["Code"])

# The service's own waiters: for what nobody has asked they end at once...
asked = {
    "image_scan_complete": {"repositoryName": repository, "imageId": {"imageTag": tag}},
    "lifecycle_policy_preview_complete": {"repositoryName": repository},
}
for name in ecr.waiter_names:
    try:
        ecr.get_waiter(name).wait(**asked[name])
    except WaiterError as refused:
        say("waiter", name=name, reason=refused.last_response["Error"]["Code"])
# ...and for what was asked, when it is there; or when there is no scanner, which is a failed scan.
policy = {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}]}
ecr.start_lifecycle_policy_preview(repositoryName=repository, lifecyclePolicyText=json.dumps(policy))
ecr.get_waiter("lifecycle_policy_preview_complete").wait(repositoryName=repository)
expiring = [i for page in ecr.get_paginator("get_lifecycle_policy_preview").paginate(repositoryName=repository, PaginationConfig={"PageSize": 1}) for i in page["previewResults"]]
say("previewed", expiring=len(expiring))
scan = {"repositoryName": repository, "imageId": {"imageTag": tag}}
ecr.put_image_scanning_configuration(repositoryName=repository, imageScanningConfiguration={"scanOnPush": True})
ecr.start_image_scan(**scan)
try:
    ecr.get_waiter("image_scan_complete").wait(**scan)
except WaiterError as failed:
    say("scanned", status=failed.last_response["imageScanStatus"]["status"])
else:
    say("scanned", status="COMPLETE")

try:
    ecr.describe_repositories(repositoryNames=["no/such/repository"])
except ecr.exceptions.RepositoryNotFoundException as missing:
    say("missing", message=missing.response["Error"]["Message"], id=bool(missing.response["ResponseMetadata"]["RequestId"]))

for name in names:
    ecr.delete_repository(repositoryName=name)
say("done")
