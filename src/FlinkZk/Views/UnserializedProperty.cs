using System.Management.Automation;
using System.Reflection;

namespace FlinkZk.Views;

/// <summary>
/// A property that answers whoever names it, and that Export-Clixml, jobs and remoting leave out. The engine has that for members of its own and no public way to
/// it: an instance's members are serialized whatever type data say. Where a later engine has it no more, <see cref="IsPossible"/> says so.
/// </summary>
internal static class UnserializedProperty
{
    private static readonly PropertyInfo? Flag = typeof(PSMemberInfo).GetProperty("ShouldSerialize", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    public static bool IsPossible => Flag is { CanWrite: true } && Flag.PropertyType == typeof(bool);

    public static PSNoteProperty Of(PSNoteProperty property)
    {
        Flag!.SetValue(property, false);
        return property;
    }
}
