using FlinkZk.Streams.Aggregates;

namespace FlinkZk.Streams.Tests.Aggregates;

public sealed class AggregateTests
{
    [Theory]
    [InlineData("count", "Count", AggregateFunction.Count, null)]
    [InlineData("sum Amount", "SumAmount", AggregateFunction.Sum, "Amount")]
    [InlineData("Revenue=sum Amount", "Revenue", AggregateFunction.Sum, "Amount")]
    [InlineData(" Revenue = SUM  Amount ", "Revenue", AggregateFunction.Sum, "Amount")]
    [InlineData("max 'Net Amount'", "MaxNet Amount", AggregateFunction.Max, "Net Amount")]
    [InlineData("Top=max \"Net Amount\"", "Top", AggregateFunction.Max, "Net Amount")]
    [InlineData("a=min 'it''s'", "a", AggregateFunction.Min, "it's")]
    [InlineData("a=min 'x=y'", "a", AggregateFunction.Min, "x=y")]
    [InlineData("'My Name'=avg x", "My Name", AggregateFunction.Avg, "x")]
    [InlineData("n=count x", "n", AggregateFunction.Count, "x")]
    public void An_aggregate_is_a_name_a_function_and_a_property(string text, string name, AggregateFunction function, string? property)
    {
        var aggregate = Aggregate.Parse(text);
        Assert.Equal(new Aggregate(name, function, property), aggregate);
        Assert.Equal(aggregate, Aggregate.Parse(aggregate.ToString()));
    }

    [Theory]
    [InlineData("", "the function is missing")]
    [InlineData("Revenue=", "the function is missing")]
    [InlineData("=sum x", "the column's name is empty")]
    [InlineData("total Amount", "'total' is not a function")]
    [InlineData("1 Amount", "'1' is not a function")]
    [InlineData("sum", "'sum' needs a property")]
    [InlineData("sum Net Amount", "'Net Amount' has a blank and needs quotes")]
    [InlineData("sum 'Net Amount", "the quote ' is not closed")]
    [InlineData("sum ''", "the property's name is empty")]
    [InlineData("Key=count", "a result has a column 'Key' of its own")]
    [InlineData("start=count", "a result has a column 'start' of its own")]
    public void A_text_that_is_no_aggregate_is_refused_with_the_reason_and_the_right_form(string text, string problem)
    {
        var error = Assert.Throws<FormatException>(() => Aggregate.Parse(text));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("'Revenue=sum Amount'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_may_be_given_beside_the_text() =>
        Assert.Equal(new Aggregate("Revenue", AggregateFunction.Sum, "Amount"), Aggregate.Parse("Revenue", "sum Amount"));
}
