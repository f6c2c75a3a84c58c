using FlinkZk.Streams.Records;

namespace FlinkZk.Streams.Connectors;

/// <summary>Makes records of one file's content.</summary>
internal interface IRecordReader
{
    /// <summary>Whether it fills a batch with fields that lie in its own bytes, so that the batch must be worked on before it reads on.</summary>
    bool FillsBatch => false;

    /// <summary>Adds one record, or the error in its place; several where it fills batches.</summary>
    /// <returns>False when there is no more.</returns>
    bool Read(RecordBatch batch);
}
