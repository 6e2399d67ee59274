# One of everything that the provider knows of IAM and this server has.

# The test changes it, to see everything changed in its place.
variable "team" {
  default = "web"
}

resource "aws_iam_user" "alice" {
  name                 = "tf-alice"
  path                 = "/terraform/"
  permissions_boundary = aws_iam_policy.limit.arn
  tags                 = { (var.team) = "yes" }
}

resource "aws_iam_user" "bob" {
  name = "tf-bob"
}

resource "aws_iam_group" "web" {
  name = "tf-web"
  path = "/terraform/"
}

resource "aws_iam_group" "ops" {
  name = "tf-ops"
}

resource "aws_iam_group_membership" "web" {
  name  = "web"
  group = aws_iam_group.web.name
  users = [aws_iam_user.alice.name, aws_iam_user.bob.name]
}

resource "aws_iam_user_group_membership" "ops" {
  user   = aws_iam_user.alice.name
  groups = [aws_iam_group.ops.name]
}

resource "aws_iam_access_key" "alice" {
  user = aws_iam_user.alice.name
}

data "aws_iam_policy_document" "pull" {
  statement {
    sid       = "Pull"
    actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["arn:aws:ecr:*:${data.aws_caller_identity.me.account_id}:repository/web/*"]
    condition {
      test     = "StringEquals"
      variable = "ecr:ResourceTag/team"
      values   = [var.team]
    }
  }
}

resource "aws_iam_policy" "pull" {
  name        = "tf-pull"
  path        = "/terraform/"
  description = "Pull what is the team's"
  policy      = data.aws_iam_policy_document.pull.json
  tags        = { (var.team) = "yes" }
}

resource "aws_iam_policy" "limit" {
  name = "tf-limit"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:*", "sts:*"], Resource = "*" }]
  })
}

resource "aws_iam_policy" "everywhere" {
  name = "tf-everywhere"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:GetCallerIdentity", Resource = "*" }]
  })
}

resource "aws_iam_user_policy_attachment" "alice" {
  user       = aws_iam_user.alice.name
  policy_arn = aws_iam_policy.pull.arn
}

resource "aws_iam_group_policy_attachment" "web" {
  group      = aws_iam_group.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"
}

resource "aws_iam_policy_attachment" "everywhere" {
  name       = "everywhere"
  policy_arn = aws_iam_policy.everywhere.arn
  users      = [aws_iam_user.bob.name]
  groups     = [aws_iam_group.ops.name]
  roles      = [aws_iam_role.deploy.name]
}

resource "aws_iam_user_policy" "alice" {
  name   = "inline"
  user   = aws_iam_user.alice.name
  policy = data.aws_iam_policy_document.pull.json
}

resource "aws_iam_group_policy" "web" {
  name   = "inline"
  group  = aws_iam_group.web.name
  policy = data.aws_iam_policy_document.pull.json
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.alice.arn, "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"]
    }
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:example/${var.team}:*"]
    }
  }
}

resource "aws_iam_role" "deploy" {
  name                 = "tf-deploy"
  path                 = "/terraform/"
  description          = "For deployments of ${var.team}"
  max_session_duration = var.team == "web" ? 7200 : 3600
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.limit.arn
  tags                 = { (var.team) = "yes" }
}

resource "aws_iam_role_policy" "deploy" {
  name   = "inline"
  role   = aws_iam_role.deploy.name
  policy = data.aws_iam_policy_document.pull.json
}

resource "aws_iam_role_policy_attachment" "deploy" {
  role       = aws_iam_role.deploy.name
  policy_arn = aws_iam_policy.pull.arn
}

resource "aws_iam_instance_profile" "machine" {
  name = "tf-machine"
  path = "/terraform/"
  role = aws_iam_role.deploy.name
  tags = { (var.team) = "yes" }
}

resource "aws_iam_openid_connect_provider" "github" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com", var.team]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
  tags            = { (var.team) = "yes" }
}

resource "aws_iam_saml_provider" "sso" {
  name                   = "tf-sso"
  saml_metadata_document = file("${path.module}/saml.xml")
}

resource "aws_iam_account_alias" "alias" {
  account_alias = "tf-slipway"
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = var.team == "web" ? 12 : 16
  require_lowercase_characters   = true
  require_numbers                = true
  require_uppercase_characters   = true
  require_symbols                = true
  allow_users_to_change_password = true
  password_reuse_prevention      = 5
  max_password_age               = 90
}

resource "aws_iam_user_login_profile" "bob" {
  user                    = aws_iam_user.bob.name
  password_length         = 20
  password_reset_required = true
  depends_on              = [aws_iam_account_password_policy.strict]

  # What an import cannot know, as the provider's documentation says.
  lifecycle {
    ignore_changes = [password_length, password_reset_required]
  }
}

resource "aws_iam_virtual_mfa_device" "phone" {
  virtual_mfa_device_name = "tf-phone"
  tags                    = { (var.team) = "yes" }
}

resource "aws_iam_service_linked_role" "ecs" {
  aws_service_name = "ecs.amazonaws.com"
  description      = "Role to enable Amazon ECS to manage your cluster."
}
