namespace Slipway.Registry.Creation;

/// <summary>
/// A template's repository policy names somebody who is gone, or its role may not do what the template asks for. A
/// repository without the policy could let in whom it was to keep out, so none is made. The message is for the one who
/// caused it.
/// </summary>
public sealed class TemplateNotApplicableException(CreationTemplate template, string why) : Exception(
    $"The repository creation template with prefix '{template.Prefix}' cannot be applied: {why}");
