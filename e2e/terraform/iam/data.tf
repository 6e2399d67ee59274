# What was made, as the data sources see it; the outputs are what the test reads.

data "aws_iam_user" "alice" {
  user_name = aws_iam_user.alice.name
}

data "aws_iam_role" "deploy" {
  name = aws_iam_role.deploy.name
}

data "aws_iam_policy" "pull" {
  arn = aws_iam_policy.pull.arn
}

data "aws_iam_policy" "aws" {
  name = "AmazonEC2ContainerRegistryReadOnly"
}

data "aws_iam_group" "web" {
  group_name = aws_iam_group_membership.web.group
}

data "aws_iam_account_alias" "alias" {
  depends_on = [aws_iam_account_alias.alias]
}

data "aws_iam_roles" "terraform" {
  path_prefix = aws_iam_role.deploy.path
}

data "aws_iam_users" "terraform" {
  path_prefix = aws_iam_user.alice.path
}

data "aws_iam_instance_profile" "machine" {
  name = aws_iam_instance_profile.machine.name
}

data "aws_iam_session_context" "me" {
  arn = data.aws_caller_identity.me.arn
}

output "seen" {
  value = {
    user     = data.aws_iam_user.alice.arn
    boundary = data.aws_iam_user.alice.permissions_boundary
    role     = data.aws_iam_role.deploy.unique_id
    trust    = data.aws_iam_role.deploy.assume_role_policy == aws_iam_role.deploy.assume_role_policy
    policy   = jsondecode(data.aws_iam_policy.pull.policy) == jsondecode(data.aws_iam_policy_document.pull.json)
    aws      = data.aws_iam_policy.aws.arn
    members  = sort(data.aws_iam_group.web.users[*].user_name)
    alias    = data.aws_iam_account_alias.alias.account_alias
    roles    = data.aws_iam_roles.terraform.names
    users    = data.aws_iam_users.terraform.names
    profile  = data.aws_iam_instance_profile.machine.role_arn
    issuer   = data.aws_iam_session_context.me.issuer_arn
  }
}
