import ArgumentParser

/// `leon train …`: makes a model of a corpus, in three steps.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train the tokenizers and the model on captioned pictures.",
    discussion: """
      A corpus is a folder with metadata.jsonl (file_name, text and more) or with
      pairs of name.png and name.txt. The numbers and their reasons are in
      training/*.toml ('leon info' says where).

      Example, from pictures to a model:
        leon train text-tokenizer corpus -o text/tokenizer.json
        leon train image-tokenizer corpus -o tokenizer
        leon train model corpus --text-tokenizer text/tokenizer.json \\
          --image-tokenizer tokenizer/export -o model
      """,
    subcommands: [
      TrainTextTokenizerCommand.self, TrainImageTokenizerCommand.self, TrainModelCommand.self,
      TrainRetrieverCommand.self,
    ])
}
