using System.Globalization;
using System.Management.Automation.Language;

namespace FlinkZk;

/// <summary>PowerShell's comparisons between those types of which records mostly consist, where the outcome needs no conversion that could go two ways.</summary>
internal static class ConditionOperators
{
    private static readonly CompareInfo Text = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>Whether it is of a type that is compared here.</summary>
    public static bool IsPlain(object? value) => value is null or string or int or long or double or decimal or bool or DateTime;

    /// <summary>Compares two plain values.</summary>
    /// <returns>False where the script block has to do it.</returns>
    public static bool TryCompare(object? left, object? right, TokenKind comparison, out bool holds)
    {
        var ignoreCase = comparison is TokenKind.Ieq or TokenKind.Ine or TokenKind.Igt or TokenKind.Ige or TokenKind.Ilt or TokenKind.Ile;
        holds = false;
        switch (left, right)
        {
            case (null, _) or (_, null):
                // Which of them is more is a matter of its own; equal they are only to each other.
                if (comparison is not (TokenKind.Ieq or TokenKind.Ceq or TokenKind.Ine or TokenKind.Cne))
                    return false;
                holds = (left is null && right is null) == (comparison is TokenKind.Ieq or TokenKind.Ceq);
                return true;
            case (string a, string b):
                holds = Holds(Text.Compare(a, b, ignoreCase ? CompareOptions.IgnoreCase : CompareOptions.None), comparison);
                return true;
            case (string a, int or long):
                holds = Holds(Text.Compare(a, Convert.ToString(right, CultureInfo.InvariantCulture), ignoreCase ? CompareOptions.IgnoreCase : CompareOptions.None), comparison);
                return true;
            case (int or long, int or long):
                holds = Holds(Convert.ToInt64(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(right, CultureInfo.InvariantCulture)), comparison);
                return true;
            case (double or int or long, double or int or long):
                return TryCompare(Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture), comparison, out holds);
            case (decimal or int or long, decimal or int or long):
                holds = Holds(Convert.ToDecimal(left, CultureInfo.InvariantCulture).CompareTo(Convert.ToDecimal(right, CultureInfo.InvariantCulture)), comparison);
                return true;
            case (bool a, bool b) when comparison is TokenKind.Ieq or TokenKind.Ceq or TokenKind.Ine or TokenKind.Cne:
                holds = (a == b) == (comparison is TokenKind.Ieq or TokenKind.Ceq);
                return true;
            case (DateTime a, DateTime b):
                holds = Holds(a.CompareTo(b), comparison);
                return true;
            default:
                return false;
        }
    }

    private static bool TryCompare(double left, double right, TokenKind comparison, out bool holds)
    {
        // Not a number is neither less nor more nor equal.
        var ordered = !double.IsNaN(left) && !double.IsNaN(right);
        holds = ordered && Holds(left.CompareTo(right), comparison);
        return ordered;
    }

    private static bool Holds(int order, TokenKind comparison) => comparison switch
    {
        TokenKind.Ieq or TokenKind.Ceq => order == 0,
        TokenKind.Ine or TokenKind.Cne => order != 0,
        TokenKind.Igt or TokenKind.Cgt => order > 0,
        TokenKind.Ige or TokenKind.Cge => order >= 0,
        TokenKind.Ilt or TokenKind.Clt => order < 0,
        _ => order <= 0,
    };
}
