using FlinkZk.Streams.Aggregates;

namespace FlinkZk.Streams.Tests.Aggregates;

public sealed class AggregateFormTests
{
    [Theory]
    [InlineData("percentile 95 Latency", "Percentile95Latency", AggregateFunction.Percentile, 95.0, "Latency", null)]
    [InlineData("P=approxpercentile 99.9 'Net Latency'", "P", AggregateFunction.ApproxPercentile, 99.9, "Net Latency", null)]
    [InlineData("top 3 Amount", "Top3Amount", AggregateFunction.Top, 3.0, "Amount", null)]
    [InlineData("Big=count where Price > 100", "Big", AggregateFunction.Count, null, null, "Price > 100")]
    [InlineData("count where Price >= 99.5", "Count", AggregateFunction.Count, null, null, "Price >= 99.5")]
    [InlineData("n=sum Amount WHERE 'Order State' != \"it's open\"", "n", AggregateFunction.Sum, null, "Amount", "'Order State' != 'it''s open'")]
    [InlineData("n=sum Amount where Done = true", "n", AggregateFunction.Sum, null, "Amount", "Done = true")]
    [InlineData("n=sum Amount where Region -eq North", "n", AggregateFunction.Sum, null, "Amount", "Region = 'North'")]
    [InlineData("n=sum 'a where b' where c<2", "n", AggregateFunction.Sum, null, "a where b", "c < 2")]
    public void An_aggregate_has_a_number_and_a_filter_where_it_says_so(string text, string name, AggregateFunction function, double? argument, string? property, string? filter)
    {
        var aggregate = Aggregate.Parse(text);
        Assert.Equal((name, function, argument, property), (aggregate.Name, aggregate.Function, aggregate.Argument, aggregate.Property));
        Assert.Equal(filter, aggregate.Filter is null ? null : AggregateFilterParser.Print(aggregate.Filter));
        Assert.Equal(aggregate, Aggregate.Parse(aggregate.ToString()));
    }

    [Theory]
    [InlineData("percentile Latency", "'percentile' is followed by a percentage, 0 to 100, not 'Latency'")]
    [InlineData("percentile 101 Latency", "not '101'")]
    [InlineData("percentile 95", "'percentile' needs a property")]
    [InlineData("top 0 Amount", "'top' is followed by how many values it keeps, 1 to 10000, not '0'")]
    [InlineData("top 2.5 Amount", "not '2.5'")]
    [InlineData("count where ", "'where' is followed by a property, a comparison (>, >=, <, <=, =, !=) and a value")]
    [InlineData("count where Price", "'where' is followed by a property")]
    [InlineData("count where Price >", "after '>' the value is missing")]
    [InlineData("count where Price > 1 and Price < 3", "'and Price < 3' stands behind the value")]
    [InlineData("count where Region = 'North", "the quote ' is not closed")]
    public void What_is_missing_or_wrong_is_named(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => Aggregate.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x > 2", 3L, true)]
    [InlineData("x > 2", 2.5, true)]
    [InlineData("x > 2", "3", true)]
    [InlineData("x > 2", 2L, false)]
    [InlineData("x > 2", "b", false)]
    [InlineData("x > 2", null, false)]
    [InlineData("x != 2", null, false)]
    [InlineData("x != 2", double.NaN, false)]
    [InlineData("x <= 2.0", 2L, true)]
    [InlineData("x = b", "b", true)]
    [InlineData("x = b", "B", false)]
    [InlineData("x = '2'", "2", true)]
    [InlineData("x = '2'", 2L, false)]
    [InlineData("x < b", "a", true)]
    [InlineData("x = true", true, true)]
    [InlineData("x = true", "True", true)]
    [InlineData("x = true", 1L, false)]
    public void A_value_passes_that_is_of_the_kind_and_compares_so(string filter, object? value, bool passes) =>
        Assert.Equal(passes, AggregateFilterParser.Parse(filter, problem => new FormatException(problem)).Passes(value));
}
