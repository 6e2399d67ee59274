"""Calls every operation of ECR that the installed boto3 knows, and fails when there is one that it does not call."""

import json
import re
import traceback
from pathlib import Path

import botocore
import creating
import images
import missing
import policies
import registry
import repositories
from botocore import xform_name
from checked import called, ecr, paginated, raised, seen, unknown, waiters

# Without a scanner there are no findings; and policies run once a minute, which the tests of the command line wait for.
UNANSWERED = {
    "DescribeImageScanFindings.imageScanFindings", "DescribeImageScanFindings.nextToken", "GetLifecyclePolicy.lastEvaluatedAt", "DeleteLifecyclePolicy.lastEvaluatedAt",
}
# What would take a fault of the server or of a key, a limit of hundreds, a race, a scanner, an organization, or a user without rights.
UNRAISED = {
    "ServerException", "LimitExceededException", "LifecyclePolicyPreviewInProgressException", "UnsupportedImageTypeException", "BlockedByOrganizationPolicyException",
    "UnableToAccessSecretException", "UnableToDecryptSecretValueException", "UnableToGetUpstreamImageException", "UnableToGetUpstreamLayerException",
    "UnableToListUpstreamImageReferrersException",
}

wrong = []
for step in [step for module in (repositories, images, policies, registry, creating, missing) for step in module.STEPS]:
    try:
        step()
    except Exception:
        # The others tell more.
        wrong.append(f"{step.__name__}: {traceback.format_exc()}")

model = ecr.meta.service_model
# What these files call and an older boto3 has not: such a one cannot be asked for it, nor know every member.
written = {name for file in Path(__file__).parent.glob("*.py") for name in re.findall(r"(?<![.\w])ecr\.([a-z_]+)", file.read_text())}
lacking = sorted(name for name in written if not hasattr(ecr, name))
modelled = {shape.name for name in model.operation_names for shape in model.operation_model(name).error_shapes}
silent = {f"{name}.{member}" for name in called for member in model.operation_model(name).output_shape.members} - seen - UNANSWERED
wrong += [f"{name} is not called with success" for name in sorted(set(model.operation_names) - called)]
wrong += [f"{name} is not paged through" for name in sorted(map(xform_name, model.operation_names)) if ecr.can_paginate(name) and name not in paginated]
wrong += [f"{name} is not waited for" for name in sorted(set(ecr.waiter_names) - waiters)]
if not lacking:
    wrong += [f"{what} is not in the model" for what in sorted(unknown)]
    wrong += [f"{name} is never raised" for name in sorted(modelled - raised - UNRAISED)]
    wrong += [f"{member} is never answered" for member in sorted(silent)]
print(json.dumps({
    "botocore": botocore.__version__, "called": len(called), "raised": sorted(raised), "members": len(seen), "paginators": len(paginated), "waiters": len(waiters),
    "lacking": lacking, "unknown": sorted(unknown), "wrong": wrong}))
